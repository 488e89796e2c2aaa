# SPDX-License-Identifier: MIT
# Sourced by src/run, tests/run, tests/bench/run and .ci/run: installs what src/packages.txt names and is not there yet.
# Expects $root, the top of the source tree.
# shellcheck shell=sh disable=SC2154

say () { printf '%s\n' "$*" >&2; }

# The names in src/packages.txt, comments and empty lines left out.
wanted_packages () {
  sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$root/src/packages.txt"
}

# One call of dpkg-query for all of them, so that nothing to do takes no time.
missing_packages () {
  # shellcheck disable=SC2046 # one word a package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(wanted_packages) 2>/dev/null | sed -n 's/^installed //p')
  for package in $(wanted_packages); do
    case "
$installed
" in
      *"
$package
"*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

as_root () {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

setup_packages () {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    say "This is not a Debian system: packages are not installed here. Needed are the counterparts of src/packages.txt."
    return 0
  fi
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
    say "These packages are missing, and only root may install them: $missing"
    say "As root: apt-get update && apt-get install $missing"
    return 1
  fi
  say "Installing $missing"
  # shellcheck disable=SC2086 # one word a package
  if as_root apt-get -qq update >&2 </dev/null &&
     as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing >&2 </dev/null; then
    return 0
  fi
  say "Installing failed. As root: apt-get update && apt-get install $missing"
  return 1
}

# configure FOLDER OPTION...: sets a build folder up once; later calls only build what changed.
configure () {
  folder=$1
  shift
  [ -f "$folder/build.ninja" ] && return 0
  rm -rf "$folder"
  quietly "$folder.log" meson setup "$folder" "$root" "$@"
}

# build FOLDER [TARGET...]
build () {
  folder=$1
  shift
  quietly "$folder.log" ninja --quiet -C "$folder" "$@"
}

# quietly LOG COMMAND...: shows the output only when the command fails.
quietly () {
  log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1 </dev/null; then
    return 0
  fi
  cat "$log" >&2
  say "Failed: $*"
  return 1
}
