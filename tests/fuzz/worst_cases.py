# SPDX-License-Identifier: MIT
"""Inputs of 1 MB that a careless reader takes quadratic time or memory for. write(FOLDER) makes FOLDER/TARGET/CASE files."""

import os

MB = 1 << 20
MT = b":20:A\n:25:1\n:28C:1\n:60F:C260105EUR0,\n:61:2601050105C1,NTRFNONREF//B\n"
BAI2 = b"01,A,B,260106,0400,1,,,2/\n02,B,A,1,260105,2359,EUR,2/\n03,1,EUR/\n"
OFX = b"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>"
CAMT = (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>1</IBAN></Id>'
        b"<Ccy>EUR</Ccy></Acct>")
ENTRY = (b'<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>')
CSV = b"Date;Text;Amount;Balance\n2026-01-05;a;1.00;1.00\n"


def fill(head, unit, tail=b""):
    return head + unit * ((MB - len(head) - len(tail)) // len(unit)) + tail


def count(head, form, tail=b""):
    """Each unit with a number of its own: what is looked up must not be searched for."""
    parts, size, number = [head], len(head) + len(tail), 0
    while size < MB - 100:
        parts.append(form % number)
        size += len(parts[-1])
        number += 1
    return b"".join(parts) + tail


CASES = {
    "mt": {
        "continued-entry": lambda: fill(MT, b"continuation line\n"),
        "repeated-texts": lambda: fill(MT, b":86:more\n"),
        "one-line": lambda: fill(MT + b":86:", b"x"),
        "subfields": lambda: fill(MT + b":86:166", b"?20a\n"),
        "codes": lambda: fill(MT + b":86:", b"/REMI/\n"),
        "keys": lambda: fill(MT + b":86:166?20", b"EREF+ \n"),
        "slashes": lambda: fill(MT + b":86:/EREF/", b"/" * 60 + b"\n"),
        "signs": lambda: fill(b"@@:20:A", b"@@"),
        "returns": lambda: fill(MT, b"\r"),
        "statements": lambda: count(b"", b":20:A\n:25:%d\n:60F:C260105EUR1,\n"),
        "entries": lambda: fill(MT, b":61:260105C1,\n"),
        "blocks": lambda: fill(MT, b"{4:"),
    },
    "bai2": {
        "continued-text": lambda: fill(BAI2 + b"16,195,1,,,,x\n", b"88,\n"),
        "continued-account": lambda: fill(BAI2[:-2] + b"\n", b"88,,,,\n"),
        "commas": lambda: fill(BAI2 + b"16,195,1,D,1000", b","),
        "one-line": lambda: fill(BAI2 + b"16,195,1,,,,", b"x"),
        "accounts": lambda: count(BAI2, b"03,%d,EUR/\n"),
        "groups": lambda: fill(BAI2, b"02,B,A,1,260105,2359,EUR,2/\n"),
        "trailers": lambda: fill(BAI2, b"49,1,1/\n03,1,/\n"),
        "stray-lines": lambda: fill(b"", b"x\n", BAI2),
    },
    "ofx": {
        "open-tags": lambda: fill(OFX, b"<A>"),
        "open-statements": lambda: fill(OFX, b"<STMTRS>"),
        "open-entries": lambda: fill(OFX, b"<STMTTRN>\n"),
        "names-nested": lambda: fill(OFX, b"<STMTTRN><PAYEE><CURRENCY><BANKACCTTO>"),
        "signs": lambda: fill(OFX + b"<STMTTRN><MEMO>", b"<"),
        "comments": lambda: fill(OFX, b"<!--"),
        "entities": lambda: fill(OFX + b"<STMTTRN><MEMO>", b"&amp;"),
        "ampersands": lambda: fill(OFX + b"<STMTTRN><MEMO>", b"&"),
        "one-tag": lambda: fill(OFX + b"<", b"A"),
        "accounts": lambda: count(b"<OFX>", b"<STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>%d</BANKACCTFROM></STMTRS>"),
        "data": lambda: fill(OFX + b"<STMTTRN><MEMO>", b"<![CDATA[x]]>"),
    },
    "camt": {
        "deep": lambda: fill(CAMT, b"<a>"),
        "attributes": lambda: count(CAMT + b"<a ", b"a%d='' "),
        "namespaces": lambda: count(CAMT + b"<a ", b"xmlns:n%d='u' "),
        "comment": lambda: fill(CAMT + b"<!--", b"="),
        "long-text": lambda: fill(CAMT + ENTRY + b"<AddtlNtryInf>", b"x"),
        "details": lambda: fill(CAMT + ENTRY + b"<NtryDtls>", b"<TxDtls><RmtInf><Ustrd>a</Ustrd></RmtInf></TxDtls>"),
        "remittance": lambda: fill(CAMT + ENTRY + b"<NtryDtls><TxDtls><RmtInf>", b"<Ustrd>a</Ustrd>"),
        "entries": lambda: fill(CAMT, ENTRY + b"</Ntry>"),
        "statements": lambda: count(CAMT + b"</Stmt>", b"<Stmt><Id>%d</Id><Acct><Id><IBAN>%%d</IBAN></Id></Acct></Stmt>"),
        "references": lambda: fill(CAMT + ENTRY + b"<AddtlNtryInf>", b"&amp;"),
        "data": lambda: fill(CAMT + ENTRY + b"<AddtlNtryInf>", b"<![CDATA[x]]>"),
    },
    "csv": {
        "one-cell": lambda: fill(CSV, b"x"),
        "one-row": lambda: fill(CSV, b";"),
        "open-quote": lambda: fill(CSV + b'"', b"x\n"),
        "quotes": lambda: fill(CSV, b'"'),
        "texts-that-go-on": lambda: fill(CSV, b";more;;\n"),
        "rows-without-a-date": lambda: fill(CSV, b";a;1.00;\n"),
        "blank-lines": lambda: fill(CSV, b"\n"),
        "wide-header": lambda: count(b"Date;Amount", b";c%d", b"\n2026-01-05;1.00\n"),
        "accounts": lambda: count(b"Account;Date;Amount\n", b"%d;2026-01-05;1.00\n"),
        "text-only": lambda: fill(b"", b"word word word\n"),
        "no-header": lambda: fill(b"", b"2026-01-05;a;1.00;EUR\n"),
    },
}


def write(folder):
    for target, cases in CASES.items():
        os.makedirs(os.path.join(folder, target), exist_ok=True)
        for name, content in cases.items():
            with open(os.path.join(folder, target, name), "wb") as out:
                out.write(content())
