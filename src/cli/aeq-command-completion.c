/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-cli.h"
#include "aeq-error.h"

/* The words that a command's arguments spell out in small letters, such as list|add|remove ID. */
static void
write_words (const AeqCommand *command, GString *out)
{
  g_auto(GStrv) words = g_strsplit_set (command->arguments, " |[]", -1);
  g_autoptr(GString) fixed = g_string_new (NULL);

  for (char **word = words; *word != NULL && !g_str_has_prefix (*word, "--"); word++)
    if (**word != '\0' && (*word)[strspn (*word, "abcdefghijklmnopqrstuvwxyz")] == '\0')
      g_string_append_printf (fixed, " %s", *word);
  if (fixed->len > 0)
    g_string_append_printf (out, "      %s) words=\"%s\" ;;\n", command->name, fixed->str + 1);
}

/* The words come from the table of commands, so that the script cannot fall behind it. */
static void
write_bash (GString *out)
{
  g_string_append (out, "_aequitas_cli ()\n{\n"
                        "  local word=\"${COMP_WORDS[COMP_CWORD]}\" i command= words=\n"
                        "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                        "    case \"${COMP_WORDS[i]}\" in\n"
                        "      --ledger|--now|--seed) i=$((i + 1)) ;;\n"
                        "      -*) ;;\n"
                        "      *) command=\"${COMP_WORDS[i]}\"; break ;;\n"
                        "    esac\n"
                        "  done\n"
                        "  if [ -z \"$command\" ]; then\n"
                        "    COMPREPLY=($(compgen -W \"--ledger --json --quiet --seed --now --version --help");
  for (const AeqCommand *command = AEQ_COMMANDS; command->name != NULL; command++)
    g_string_append_printf (out, " %s", command->name);
  g_string_append (out, "\" -- \"$word\"))\n"
                        "  elif [ \"${word#-}\" != \"$word\" ]; then\n"
                        "    COMPREPLY=($(compgen -W \"$(aequitas-cli \"$command\" --help |"
                        " sed -n 's/.*\\(--[a-z-]*\\).*/\\1/p')\" -- \"$word\"))\n"
                        "  else\n"
                        "    case \"$command\" in\n");
  for (const AeqCommand *command = AEQ_COMMANDS; command->name != NULL; command++)
    write_words (command, out);
  g_string_append (out, "    esac\n"
                        "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n"
                        "  fi\n"
                        "}\n"
                        "complete -o filenames -F _aequitas_cli aequitas-cli\n");
}

gboolean
aeq_command_completion (AeqCli *cli, GError **error)
{
  if (!aeq_cli_parse (cli, NULL, 1, 1, error))
    return error == NULL || *error == NULL;
  if (!g_str_equal (cli->argv[1], "bash"))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "completion %s: there is a script for bash", cli->argv[1]);
      return FALSE;
    }
  write_bash (cli->out);
  return TRUE;
}
