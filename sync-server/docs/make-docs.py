#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes of openapi.yaml a page that a browser reads without scripts or anything from elsewhere, and a collection for Postman.

make-docs.py OPENAPI.yaml PAGE.html COLLECTION.json
"""

import html
import json
import re
import sys

import yaml

METHODS = ("get", "post", "put", "patch", "delete")


def resolve(spec, thing):
    while isinstance(thing, dict) and "$ref" in thing:
        found = spec
        for part in thing["$ref"].lstrip("#/").split("/"):
            found = found[part]
        thing = found
    return thing


def operations(spec):
    """Path, method, operation with the parameters of its path, in the order of the document."""
    for path, methods in spec["paths"].items():
        for method in METHODS:
            if method in methods:
                what = dict(methods[method])
                what["parameters"] = [resolve(spec, one) for one in methods.get("parameters", []) + what.get("parameters", [])]
                yield path, method, what


def name_of(schema):
    return schema["$ref"].rsplit("/", 1)[1] if "$ref" in schema else None


def example(spec, schema, depth=0):
    """Something that has the shape of @schema; only what must be there, or all when nothing must."""
    schema = resolve(spec, schema)
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object" and depth < 5:
        wanted = schema.get("required") or list(schema.get("properties", {}))
        return {name: example(spec, schema["properties"][name], depth + 1) for name in wanted if name in schema.get("properties", {})}
    if kind == "array":
        return [example(spec, schema["items"], depth + 1)] if "items" in schema and depth < 5 else []
    return {"integer": 0, "number": 0, "boolean": False, "string": ""}.get(kind, {})


# The page

def text(words):
    """Escaped, with `code` as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(str(words), quote=False))


def anchor(method, path):
    return method + re.sub(r"[^a-z0-9]+", "-", path.lower()).rstrip("-")


def type_words(schema):
    if not schema:
        return "any"
    if "$ref" in schema:
        name = name_of(schema)
        return f'<a href="#schema-{name}">{name}</a>'
    if "enum" in schema:
        return ", ".join(f"<code>{html.escape(str(one))}</code>" for one in schema["enum"])
    kinds = schema.get("type", "any")
    words = " or ".join(kinds if isinstance(kinds, list) else [kinds])
    if "items" in schema:
        words += " of " + type_words(schema["items"])
    return words + (f" ({schema['format']})" if "format" in schema else "")


def table(head, rows):
    cells = lambda row, tag: "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
    return f"<table><thead>{cells(head, 'th')}</thead><tbody>{''.join(cells(row, 'td') for row in rows)}</tbody></table>" if rows else ""


def members(schema):
    must = schema.get("required", [])
    return [[f"<code>{html.escape(name)}</code>", type_words(what), "must be there" if name in must else "", text(what.get("description", ""))]
            for name, what in schema.get("properties", {}).items()]


def describe_operation(spec, path, method, what):
    out = [f'<details id="{anchor(method, path)}"><summary><b class="{method}">{method.upper()}</b> <code>{html.escape(path)}</code> '
           f'<span>{text(what["summary"])}</span></summary>']
    who = "anybody" if what["x-role"] == "anyone" else f"a member whose role is {what['x-role']} or more"
    out.append(f"<p>For {who}.</p>")
    out.append(table(("parameter", "in", "type", "what it is"),
                     [[f"<code>{html.escape(one['name'])}</code>", one["in"], type_words(one.get("schema")), text(one.get("description", ""))]
                      for one in what["parameters"]]))
    bodies = what.get("requestBody", {}).get("content", {})
    if bodies:
        out.append("<h4>Body</h4>" + table(("type", "shape"), [[f"<code>{kind}</code>", type_words(one["schema"])]
                                                             for kind, one in bodies.items()]))
    answers = []
    for status, answer in what["responses"].items():
        answer = resolve(spec, answer)
        shapes = ", ".join(type_words(one["schema"]) for one in answer.get("content", {}).values())
        answers.append([status, text(answer["description"]), shapes])
    out.append("<h4>Answers</h4>" + table(("status", "what it says", "shape"), answers) + "</details>")
    return "\n".join(out)


def make_page(spec):
    tags, info = {}, spec["info"]
    for path, method, what in operations(spec):
        tags.setdefault(what["tags"][0], []).append(describe_operation(spec, path, method, what))
    out = ['<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
           f"<title>{text(info['title'])} API</title>", '<link rel="stylesheet" href="/docs/style.css"></head><body>',
           f"<header><h1>{text(info['title'])} API <small>{text(info['version'])}</small></h1>"]
    out += [f"<p>{text(part)}</p>" for part in info["description"].split("\n\n")]
    out.append('<p>The same as <a href="/docs/openapi.yaml">openapi.yaml</a>, and as a <a href="/docs/postman.json">collection for Postman</a>.</p>')
    out.append("<nav>" + " ".join(f'<a href="#{tag}">{tag}</a>' for tag in tags) + ' <a href="#schemas">shapes</a></nav></header><main>')
    for tag, parts in tags.items():
        out.append(f'<h2 id="{tag}">{tag}</h2>' + "\n".join(parts))
    out.append('<h2 id="schemas">shapes</h2>')
    for name, schema in spec["components"]["schemas"].items():
        rows = table(("member", "type", "", "what it is"), members(schema))
        out.append(f'<section id="schema-{name}"><h3>{name}</h3><p>{type_words(schema)}. {text(schema.get("description", ""))}</p>{rows}</section>')
    return "\n".join(out) + "</main></body></html>\n"


# The collection

KEEP_TOKEN = ["const tokens = pm.response.json();", "if (tokens.access_token) {",
              "  pm.collectionVariables.set('token', tokens.access_token);",
              "  pm.collectionVariables.set('refresh_token', tokens.refresh_token);", "}"]


def make_body(spec, what):
    contents = what.get("requestBody", {}).get("content", {})
    if "application/json" in contents:
        shape = example(spec, contents["application/json"]["schema"])
        if "refresh_token" in shape:
            shape["refresh_token"] = "{{refresh_token}}"
        return {"mode": "raw", "raw": json.dumps(shape, indent=2), "options": {"raw": {"language": "json"}}}
    if "multipart/form-data" in contents:
        return {"mode": "formdata", "formdata": [{"key": "file", "type": "file", "src": ""}]}
    return None


def make_url(path, what):
    parts = [re.sub(r"\{(\w+)\}", r":\1", part) for part in path.strip("/").split("/")]
    where = {"query": [], "path": []}
    for one in what["parameters"]:
        if one["in"] in where:
            where[one["in"]].append({"key": one["name"], "value": "", "description": one.get("description", "")})
    for one in where["query"]:
        one["disabled"] = True
    url = {"raw": "{{server}}/" + "/".join(parts), "host": ["{{server}}"], "path": parts}
    if where["query"]:
        url["query"] = where["query"]
    if where["path"]:
        url["variable"] = where["path"]
    return url


def make_item(spec, path, method, what):
    request = {"method": method.upper(), "url": make_url(path, what), "header": []}
    if what.get("security") == []:
        request["auth"] = {"type": "noauth"}
    for one in what["parameters"]:
        if one["in"] == "header":
            request["header"].append({"key": one["name"], "value": "", "description": one.get("description", ""), "disabled": True})
    body = make_body(spec, what)
    if body:
        request["body"] = body
        if body["mode"] == "raw":
            request["header"].append({"key": "Content-Type", "value": "application/json"})
    item = {"name": what["summary"], "request": request}
    if any(name_of(one["schema"]) == "Tokens" for answer in what["responses"].values()
           for one in resolve(spec, answer).get("content", {}).values()):
        item["event"] = [{"listen": "test", "script": {"type": "text/javascript", "exec": KEEP_TOKEN}}]
    return item


def make_collection(spec):
    folders = {}
    for path, method, what in operations(spec):
        folders.setdefault(what["tags"][0], []).append(make_item(spec, path, method, what))
    return {
        "info": {"name": spec["info"]["title"], "description": spec["info"]["description"], "version": spec["info"]["version"],
                 "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
        "variable": [{"key": "server", "value": spec["servers"][0]["url"]}, {"key": "token", "value": ""}, {"key": "refresh_token", "value": ""}],
        "item": [{"name": tag, "item": items} for tag, items in folders.items()],
    }


def main(source, page, collection):
    with open(source, encoding="utf-8") as file:
        spec = yaml.safe_load(file)
    with open(page, "w", encoding="utf-8") as file:
        file.write(make_page(spec))
    with open(collection, "w", encoding="utf-8") as file:
        json.dump(make_collection(spec), file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
