# SPDX-License-Identifier: MIT
"""Invented statements of 100,000 entries in the formats that banks send: one desk, days in order, balances and totals that tie.

Entry i is the same payment in every format, so the files say the same and differ only in how they say it.
"""

import datetime
import random
import zipfile
from xml.sax.saxutils import escape

ENTRIES = 100_000
A_DAY = 400
SEED = 20261122
FIRST_DAY = datetime.date(2025, 1, 6)
PURPOSES = ["Invoice {0} of {1}", "Subscription class A units, order {0}", "Margin call {0}, cleared swaps {1}",
            "Coupon 2.75 pct bond 2031, position {0}", "FX forward {0} leg two, value {1}", "Custody fee {1}, statement {0}"]
TOWNS = ["Frankfurt am Main", "Luxembourg", "London EC2", "Zuerich", "Amsterdam", "Dublin 2"]


class Payment:
    """One entry: cents with a sign, who, what for, and its references."""

    def __init__(self, rng, number, day):
        self.day = day
        self.cents = rng.randrange(1, 50_000_000) * rng.choice([1, 1, -1])
        self.party = f"Counterparty {int(rng.random() ** 2 * 2000):04d} GmbH"
        self.town = rng.choice(TOWNS)
        self.iban = f"DE{rng.randrange(10, 99)}{rng.randrange(10 ** 17, 10 ** 18)}"
        self.end_to_end = f"E2E-{rng.randrange(10 ** 9):09d}-{number:06d}"
        self.bank = f"{day:%y%m%d}{number % A_DAY:06d}{rng.randrange(10 ** 4):04d}"
        self.purpose = rng.choice(PURPOSES).format(f"INV-{rng.randrange(10 ** 7):07d}", f"{day:%m/%Y}")
        self.batch = rng.randrange(2, 5) if number % 50 == 0 else 0


def days(entries=ENTRIES, seed=SEED):
    """Business days, each with its list of payments."""
    rng = random.Random(seed)
    day = FIRST_DAY
    for first in range(0, entries, A_DAY):
        yield day, [Payment(rng, i, day) for i in range(first, min(first + A_DAY, entries))]
        day += datetime.timedelta(days=3 if day.weekday() == 4 else 1)


def decimal(cents, point="."):
    return f"{abs(cents) // 100}{point}{abs(cents) % 100:02d}"


def mark(cents, credit="C", debit="D"):
    return debit if cents < 0 else credit


def structured(payment):
    """The :86: of a German bank: subfields of 27 characters, on lines of at most 65."""
    text = f"EREF+{payment.end_to_end} SVWZ+{payment.purpose}"
    parts = [text[i:i + 27] for i in range(0, len(text), 27)]
    line = "166?00SEPA CREDIT TRANSFER?109310" + "".join(f"?{20 + i}{part}" for i, part in enumerate(parts))
    line += f"?30DEUTDEFFXXX?31{payment.iban}?32{payment.party[:27]}?33{payment.town}"
    return "\r\n".join(line[i:i + 65] for i in range(0, len(line), 65))


def write_mt940(path):
    balance = 1_000_000_00
    with open(path, "w", encoding="ascii", newline="") as out:
        for number, (day, payments) in enumerate(days(), 1):
            out.write(f":20:STARTUMSE\r\n:25:50010517/0123456789\r\n:28C:{number:05d}/001\r\n"
                      f":60F:{mark(balance)}{day:%y%m%d}EUR{decimal(balance, ',')}\r\n")
            for p in payments:
                balance += p.cents
                out.write(f":61:{p.day:%y%m%d}{p.day:%m%d}{mark(p.cents)}R{decimal(p.cents, ',')}NTRF{p.end_to_end[:16]}//"
                          f"{p.bank[:16]}\r\n:86:{structured(p)}\r\n")
            out.write(f":62F:{mark(balance)}{day:%y%m%d}EUR{decimal(balance, ',')}\r\n-\r\n")


def camt_party(p):
    side = "Dbtr" if p.cents > 0 else "Cdtr"
    return (f"<RltdPties><{side}><Nm>{p.party}</Nm><PstlAdr><TwnNm>{p.town}</TwnNm><Ctry>DE</Ctry></PstlAdr></{side}><{side}Acct><Id>"
            f"<IBAN>{p.iban}</IBAN></Id></{side}Acct></RltdPties>")


def camt_details(p, cents):
    return (f"<TxDtls><Refs><EndToEndId>{p.end_to_end}</EndToEndId></Refs><Amt Ccy=\"EUR\">{decimal(cents)}</Amt>"
            f"<CdtDbtInd>{mark(p.cents, 'CRDT', 'DBIT')}</CdtDbtInd>{camt_party(p)}"
            f"<RmtInf><Ustrd>{p.purpose}</Ustrd></RmtInf></TxDtls>")


def camt_entry(p):
    parts = [p.cents] if p.batch < 2 else [1 if p.cents > 0 else -1] * (p.batch - 1)
    if p.batch >= 2:
        parts.append(p.cents - sum(parts))
    batch = f"<Btch><NbOfTxs>{p.batch}</NbOfTxs></Btch>" if p.batch else ""
    return (f"<Ntry><Amt Ccy=\"EUR\">{decimal(p.cents)}</Amt><CdtDbtInd>{mark(p.cents, 'CRDT', 'DBIT')}</CdtDbtInd><Sts>BOOK</Sts>"
            f"<BookgDt><Dt>{p.day}</Dt></BookgDt><ValDt><Dt>{p.day}</Dt></ValDt><AcctSvcrRef>{p.bank}</AcctSvcrRef>"
            f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
            f"<NtryDtls>{batch}{''.join(camt_details(p, cents) for cents in parts)}</NtryDtls></Ntry>\n")


def camt_balance(code, cents, day):
    return (f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{decimal(cents)}</Amt>"
            f"<CdtDbtInd>{mark(cents, 'CRDT', 'DBIT')}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n")


def write_camt053(path):
    balance = 1_000_000_00
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
                  "<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-02T03:04:05</CreDtTm></GrpHdr>\n")
        for number, (day, payments) in enumerate(days(), 1):
            out.write(f"<Stmt><Id>S{number}</Id><CreDtTm>{day}T18:00:00</CreDtTm><Acct><Id><IBAN>DE02500105170137075030</IBAN></Id>"
                      "<Ccy>EUR</Ccy></Acct>" + camt_balance("OPBD", balance, day))
            balance += sum(p.cents for p in payments)
            out.write(camt_balance("CLBD", balance, day) + "".join(map(camt_entry, payments)) + "</Stmt>\n")
        out.write("</BkToCstmrStmt></Document>\n")


def bai2_entry(p):
    code = 195 if p.cents > 0 else 495
    return (f"16,{code},{abs(p.cents)},V,{p.day:%y%m%d},,{p.bank},{p.end_to_end},{p.party}\n"
            f"88,{p.purpose}\n88,BENE ACCT {p.iban} {p.town}\n")


def write_bai2(path):
    balance = 1_000_000_00
    groups = 0
    everything = 0
    records = 2
    with open(path, "w", encoding="ascii") as out:
        out.write("01,INVENTED1,DESK2,260102,0400,1,,,2/\n")
        for day, payments in days():
            opening = balance
            balance += sum(p.cents for p in payments)
            total = opening + balance + sum(abs(p.cents) for p in payments)
            out.write(f"02,DESK2,INVENTED1,1,{day:%y%m%d},2359,EUR,2/\n03,0123456789,EUR,010,{opening},,,015,{balance},,/\n")
            out.write("".join(map(bai2_entry, payments)))
            out.write(f"49,{total},{3 * len(payments) + 2}/\n98,{total},1,{3 * len(payments) + 4}/\n")
            groups += 1
            everything += total
            records += 3 * len(payments) + 4
        out.write(f"99,{everything},{groups},{records}/\n")


def ofx_entry(p):
    return (f"<STMTTRN>\n<TRNTYPE>{mark(p.cents, 'CREDIT', 'DEBIT')}\n<DTPOSTED>{p.day:%Y%m%d}120000[-5:EST]\n"
            f"<TRNAMT>{'-' if p.cents < 0 else ''}{decimal(p.cents)}\n<FITID>{p.bank}{p.end_to_end[-6:]}\n<NAME>{p.party}\n"
            f"<MEMO>{p.purpose}\n</STMTTRN>\n")


def write_ofx(path, entries=ENTRIES):
    balance = 1_000_000_00
    with open(path, "w", encoding="ascii") as out:
        out.write("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n"
                  "OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>"
                  "<DTSERVER>20260102<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0"
                  "<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>021000021<ACCTID>0123456789<ACCTTYPE>CHECKING"
                  f"</BANKACCTFROM>\n<BANKTRANLIST><DTSTART>{FIRST_DAY:%Y%m%d}<DTEND>20260102\n")
        for _, payments in days(entries):
            balance += sum(p.cents for p in payments)
            out.write("".join(map(ofx_entry, payments)))
        out.write(f"</BANKTRANLIST><LEDGERBAL><BALAMT>{'-' if balance < 0 else ''}{decimal(balance)}<DTASOF>20260102</LEDGERBAL>"
                  "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n")


def write_csv(path):
    balance = 1_000_000_00
    with open(path, "w", encoding="utf-8") as out:
        out.write("Booking date;Value date;Amount;Currency;Balance;Counterparty;Reference;Purpose\n")
        for _, payments in days():
            for p in payments:
                balance += p.cents
                out.write(f"{p.day:%d.%m.%Y};{p.day:%d.%m.%Y};{'-' if p.cents < 0 else ''}{decimal(p.cents, ',')};EUR;"
                          f"{'-' if balance < 0 else ''}{decimal(balance, ',')};{p.party};{p.end_to_end};\"{p.purpose}\"\n")


TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>"""
BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Flows" sheetId="1"
 r:id="rId1"/></sheets></workbook>"""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def text_cell(text):
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def sheet_rows():
    yield "<row>" + "".join(map(text_cell, ("Booking date", "Amount", "Currency", "Counterparty", "Reference", "Purpose"))) + "</row>"
    for _, payments in days():
        for p in payments:
            yield (f'<row><c t="d"><v>{p.day:%Y-%m-%d}</v></c><c><v>{"-" if p.cents < 0 else ""}{decimal(p.cents, ".")}</v></c>'
                   + "".join(map(text_cell, ("EUR", p.party, p.end_to_end, p.purpose))) + "</row>")


def write_xlsx(path):
    """Also leaves the sheet as it is unpacked in path.xml, for what walks over it alone."""
    with open(path + ".xml", "w", encoding="utf-8") as out:
        out.write(SHEET)
        out.writelines(sheet_rows())
        out.write("</sheetData></worksheet>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr("_rels/.rels", RELATIONS.format("officeDocument", "xl/workbook.xml"))
        book.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format("worksheet", "worksheets/sheet1.xml"))
        book.writestr("xl/workbook.xml", BOOK)
        book.write(path + ".xml", "xl/worksheets/sheet1.xml")


WRITERS = {"mt940": write_mt940, "camt053": write_camt053, "bai2": write_bai2, "ofx": write_ofx, "csv": write_csv,
           "xlsx": write_xlsx}
