"""Malformed and odd files, each with what the door must say or what it must read.

The files are those of accounts. A refused one has the message that the door must give, as a
pattern; a readable one has its rows (account_id, account_name), empty fields as None.
"""

HEADER = b"account_id,account_name\n"
SOUND_TEXT = "account_id,account_name\n1,Caf\u00e9 \u20ac\n"
MB = 1024 * 1024
# The euro sign lies over the border of two blocks of 1 MB.
TO_BORDER = b"1," + b"x" * (MB - len(HEADER) - 2 - 1)

Rows = list[tuple[str | None, str | None]]

REFUSED: dict[str, tuple[bytes, str]] = {
    # Encodings
    "utf16_le_with_mark": (b"\xff\xfe" + SOUND_TEXT.encode("utf-16-le"), "is not UTF-8 but UTF-16"),
    "utf16_be_with_mark": (b"\xfe\xff" + SOUND_TEXT.encode("utf-16-be"), "is not UTF-8 but UTF-16"),
    "utf16_le_without_mark": (SOUND_TEXT.encode("utf-16-le"), "is not UTF-8 but UTF-16 or UTF-32"),
    "utf16_be_without_mark": (SOUND_TEXT.encode("utf-16-be"), "is not UTF-8 but .* save it as CSV"),
    "utf32_le_with_mark": (SOUND_TEXT.encode("utf-32"), "is not UTF-8 but UTF-16 or UTF-32: save"),
    "utf32_be_without_mark": (SOUND_TEXT.encode("utf-32-be"), "is not UTF-8 but UTF-16 or UTF-32"),
    "latin_1": (
        HEADER + "1,Caf\u00e9 du Nord\n".encode("latin-1"),
        "line 2, byte 30: the text is not UTF-8: save the file as CSV UTF-8$",
    ),
    "windows_1252_euro": (HEADER + b"1,a\n2,\x80 12\n", "line 3, byte 31: the text is not UTF-8"),
    "windows_1252_header": (
        b"account_id,account_name,caf\xe9\n1,a,b\n",
        "line 1, byte 28: the text is not UTF-8: save",
    ),
    "mac_roman_last_byte": (HEADER + b"1,Caf\x8e", "line 2, byte 30: the text is not UTF-8"),
    "utf7_is_read_but_ebcdic_is_not": (
        SOUND_TEXT.replace("\u20ac", "x").encode("cp500"),
        "line 1, byte 1: the text is not UTF-8",
    ),
    "shift_jis": (HEADER + "1,\u65e5\u672c\n".encode("shift-jis"), "line 2, byte 27: the text is"),
    "character_cut_off_at_the_end": (
        HEADER + b"1,a\n2,\xe2\x82",
        "line 3, byte 31: the text is not UTF-8, or its last character is cut off: .* whole$",
    ),
    "character_broken_at_block_border": (
        HEADER + TO_BORDER + b"\xe2\x28\xa1\n",
        f"line 2, byte {MB}: the text is not UTF-8",
    ),
    "overlong_slash": (HEADER + b"1,\xc0\xaf\n", "line 2, byte 27: the text is not UTF-8"),
    "surrogate_as_cesu_8": (HEADER + b"1,\xed\xa0\xbd\xed\xb8\x80\n", "line 2, byte 27: the text"),
    "beyond_unicode": (HEADER + b"1,\xf4\x90\x80\x80\n", "line 2, byte 27: the text is not UTF-8"),
    "lone_continuation_byte": (HEADER + b"1,a\x80\n", "line 2, byte 28: the text is not UTF-8"),
    # Not a CSV file at all
    "empty": (b"", "is empty: deliver at least a row with the column names$"),
    "only_a_byte_order_mark": (b"\xef\xbb\xbf", "is empty: deliver"),
    "only_spaces_and_line_ends": (b" \t \n \r\n \n", "is empty: deliver"),
    "one_byte": (b"a", "row 1: required column account_id is absent: add it, or rename .* of a$"),
    "one_quote": (b'"', "row 1: a quote in the header is not closed"),
    "one_line_end": (b"\n", "is empty: deliver"),
    "excel_workbook": (
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + b"\x00" * 40 + b"[Content_Types].xml",
        "is an Excel workbook or ZIP archive, not a CSV file: save the sheet as CSV UTF-8",
    ),
    "empty_zip": (b"PK\x05\x06" + b"\x00" * 18, "is an empty ZIP archive, not a CSV file"),
    "old_excel_workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
        "is an old Excel workbook, not a CSV file: save the sheet as CSV UTF-8$",
    ),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", r"is compressed \(gzip\).*: unpack it$"),
    "bzip2": (b"BZh91AY&SY\x00\x01", r"is compressed \(bzip2\), not a CSV file: unpack it$"),
    "zstd": (b"\x28\xb5\x2f\xfd\x04\x00", r"is compressed \(zstd\), not a CSV file: unpack it$"),
    "seven_zip": (b"7z\xbc\xaf\x27\x1c\x00\x04", "is a 7-Zip archive, not a CSV file: unpack it$"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", r"is a picture \(PNG\), not a CSV file"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", r"is a picture \(JPEG\), not a CSV file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document, not a CSV file: export the data"),
    "rtf": (b"{\\rtf1\\ansi account_id}", r"is a text document \(RTF\), not a CSV file: save it"),
    "sqlite": (b"SQLite format 3\x00\x10\x00", "is a SQLite database, not a CSV file: export each"),
    "parquet_called_csv": (b"PAR1\x15\x04\x15\x10", "is a Parquet file, not .*ending .parquet$"),
    "program": (b"\x7fELF\x02\x01\x01\x00", "is a program, not a CSV file"),
    "web_page": (
        b"<!DOCTYPE html>\n<html><body>Please log in</body></html>\n",
        r"is a web page \(HTML\), perhaps a login or error page, not a CSV file: export the data",
    ),
    "web_page_after_mark_and_spaces": (b"\xef\xbb\xbf\n  <HTML>\n", r"(is a web page|row 1 is em)"),
    "xml": (b'<?xml version="1.0"?>\n<rows/>\n', "is XML, not a CSV file: export the data as CSV"),
    "json_list": (b'[{"account_id": "1"}]\n', "is JSON, not a CSV file: export the data as CSV"),
    "json_lines": (b'{"account_id": "1", "account_name": "a"}\n', "is JSON, not a CSV file"),
    "nothing_but_nul_bytes": (b"\x00" * 100, "line 1, byte 1: a NUL byte, which text cannot hold"),
    # NUL bytes
    "nul_in_header": (b"account_id,acc\x00ount_name\n1,a\n", "line 1, byte 15: a NUL byte, which"),
    "nul_in_a_value": (HEADER + b"1,a\n2,b\x00c\n3,d\n", "line 3, byte 32: a NUL byte.*export"),
    "nul_as_last_byte": (HEADER + b"1,a\n\x00", "line 3, byte 29: a NUL byte, which text cannot"),
    "nul_in_the_second_block": (
        HEADER + TO_BORDER + b"xxxx\x00\n",
        f"line 2, byte {MB + 4}: a NUL byte",
    ),
    # Headers
    "blank_line_before_header": (b"\n" + HEADER + b"1,a\n", "row 1 is empty: it must hold the col"),
    "title_before_header": (
        b"Export of March\n\n" + HEADER + b"1,a\n",
        "row 1: the column names stand in line 3: remove the lines above it$",
    ),
    "excel_separator_line": (
        b"sep=,\n" + HEADER + b"1,a\n",
        "row 1: sep=, is a word to Excel only",
    ),
    "no_header_but_data": (
        b"001,Jan de Vries\n002,Piet Jansen\n",
        "row 1 looks like data: put a row with the column names above it$",
    ),
    "no_header_and_equal_values": (b"7,Jansen,Jansen\n", "row 1 looks like data: put a row with"),
    "no_header_but_addresses": (b"jan@voorbeeld.nl,Jan\n", "row 1 looks like data: put a row"),
    "separated_by_carets": (
        b"account_id^account_name\n1^a\n",
        r'row 1: the columns are separated by "\^": export the file with a comma, semicolon, tab',
    ),
    "separated_by_colons": (b"account_id:account_name\n1:a\n", 'row 1: .* separated by ":"'),
    "separated_by_spaces": (b"account_id account_name\n1 a\n", 'row 1: .* separated by " "'),
    "separated_by_unit_separators": (
        b"account_id\x1faccount_name\n1\x1fa\n",
        r'row 1: the columns are separated by "\\x1f": export',
    ),
    "translated_header": (
        b"klantnummer;klantnaam;plaats\n1;a;Breda\n",
        "row 1: required column account_id is absent: add it, or rename the right one of "
        "klantnummer, klantnaam, plaats$",
    ),
    "translated_in_part": (
        b"account_id;naam\n1;a\n",
        "row 1: required column account_name is absent: add it, or rename the right one of naam$",
    ),
    "spelling_mistake": (
        b"account_id,acount_name\n1,a\n",
        "row 1: required column account_name is absent: is it acount_name[?] Rename it$",
    ),
    "space_within_a_name": (
        b"account id,account_name\n1,a\n",
        "row 1: .* absent: is it account id[?] Rename it$",
    ),
    "header_only": (HEADER, "has no rows: deliver at least one$"),
    "header_without_line_end": (HEADER.strip(), "has no rows: deliver at least one$"),
    "column_twice": (
        b"account_id,account_name,city,city\n1,a,b,c\n",
        r"row 1: column city is there twice \(columns 3 and 4\): remove or rename one$",
    ),
    "column_twice_but_for_case": (
        b"account_id,account_name,Account_ID\n1,a,b\n",
        r"row 1: column account_id is there twice \(columns 1 and 3\)",
    ),
    "column_twice_but_for_spaces": (
        b"account_id,account_name, account_name \n1,a,b\n",
        r"row 1: column account_name is there twice \(columns 2 and 3\)",
    ),
    "column_twice_but_for_a_zero_width_space": (
        "account_id,account_name,account_name\u200b\n1,a,b\n".encode(),
        r"row 1: column account_name is there twice \(columns 2 and 3\)",
    ),
    "quote_in_header_not_closed": (
        b'account_id,"account_name\n1,a\n',
        "row 1: a quote in the head",
    ),
    "line_end_in_a_column_name": (
        b'account_id,"account\nname"\n1,a\n',
        "row 1: a quote in the header is not closed.*write each name on one line$",
    ),
    "text_after_a_quoted_column_name": (
        b'"account_id"x,account_name\n',
        "row 1: a quote in the he",
    ),
    "terminal_command_in_a_name": (
        b"account_id\x1b[31m,account_name\n1,a\n",
        r"row 1: required column account_id is absent: is it account_id\\x1b\[31m[?]",
    ),
    "header_of_two_mb": (b"a" * 2 * MB, "row 1: the header is longer than 1 MB: is this a CSV"),
    "header_of_two_mb_after_a_mark": (
        b"\xef\xbb\xbf" + b"a" * 2 * MB,
        "row 1: the header is longer than 1 MB",
    ),
    "a_million_nameless_columns": (
        b"account_id,account_name" + b"," * 900_000 + b"\n",
        "row 1: 900,002 columns, more than 10,000: is this the right file[?]$",
    ),
    # Rows
    "too_few_columns": (
        HEADER + b"1,a\n2\n3,c\n",
        "row 3: 1 columns where the header has 2: compl",
    ),
    "too_many_columns": (
        HEADER + b"1,a\n2,b,c\n",
        "row 3: 3 columns where the header has 2: quote the value that holds the .* a comma$",
    ),
    "too_many_with_semicolons": (b"account_id;account_name\n1;a;b\n", "row 2: 3 .* a semicolon$"),
    "too_many_with_tabs": (b"account_id\taccount_name\n1\ta\tb\n", "row 2: 3 columns .* a tab$"),
    "too_many_with_bars": (b"account_id|account_name\n1|a|b\n", "row 2: 3 columns .* a bar$"),
    "surplus_value_with_a_quote": (HEADER + b'1,a,"x""y"\n', "row 2: 3 columns where the header"),
    "surplus_space": (HEADER + b"1,a, \n", "row 2: 3 columns where the header has 2"),
    "delimiter_only_in_header": (HEADER + b"1;a\n", "row 2: 1 columns where the header has 2"),
    "trailing_delimiter_only_in_header": (
        b"account_id,account_name,\n1,a\n",
        "row 2: 2 columns where the header has 3: complete the row",
    ),
    "spaces_only_in_a_row": (
        HEADER + b"1,a\n   \n2,b\n",
        "row 3: 1 columns where the header has 2",
    ),
    "end_of_file_mark_of_dos": (HEADER + b"1,a\n\x1a", "row 3: 1 columns where the header has 2"),
    "ragged_after_lines_in_a_value": (HEADER + b'1,"x\ny\nz"\n2\n', "row 3: 1 columns where"),
    "ragged_after_empty_lines": (
        HEADER + b"1,a\n\n\n2\n",
        "row 3: 1 columns where the header has 2",
    ),
    "reason_of_another_error_in_a_value": (
        HEADER + b'1,a\n2,"b\nExpected Number of Columns: 9 Found: 1\n",c\n',
        "row 3: 3 columns where the header has 2",
    ),
    "quote_not_closed": (HEADER + b'1,"a\n2,b\n', r'row 2: a quote \("\) is not closed, or text'),
    "quote_not_closed_at_the_end": (HEADER + b'1,a\n2,"', r'row 3: a quote \("\) is not closed'),
    "text_after_a_quote": (
        HEADER + b'1,"a"b\n',
        r"row 2: a quote .* is not closed, or text follows",
    ),
    "second_text_in_quotes": (
        HEADER + b'1,a\n2,"a" "b"\n',
        r"row 3: a quote .* or text follows it",
    ),
    "quotes_that_swallow_a_delimiter": (
        HEADER + b'1,"a" ","\n',
        'row 2: .* or text follows it: close it, and write a quote inside a value as ""$',
    ),
    "backslash_before_a_quote": (
        HEADER + b'1,"a \\"b\\" c"\n',
        r"row 2: a quote .* or text follow",
    ),
    "two_spaces_before_a_quote": (
        HEADER + b'1,  "a, b"\n',
        "row 2: 3 columns where the header has",
    ),
    "mixed_line_ends": (HEADER + b"1,a\r\n2,b\r\n", "line 2: ends with another kind of line end"),
    "line_feed_then_return": (
        HEADER + b"\r1,a\n\r2,b\n\r",
        "line 2: ends with another kind of line",
    ),
    "return_within_a_value": (HEADER + b"1,a\rb\n", "line 2: ends with another kind of line end"),
    "line_of_more_than_two_mb": (
        HEADER + b"1,a\n2," + b"x" * 2_200_000 + b"\n3,c\n",
        "row 3: longer than 2 MB: close the quotes of the row before, or shorten the value$",
    ),
    "value_over_lines_of_more_than_two_mb": (
        HEADER + b'1,"' + b"x\n" * 1_100_000 + b'"\n',
        "row 2: ",
    ),
    "quote_that_swallows_the_file": (HEADER + b'1,"a\n' + b"2,b\n" * 600_000, "row 2: "),
}

READABLE: dict[str, tuple[bytes, Rows]] = {
    "utf8_with_mark": (b"\xef\xbb\xbf" + HEADER + b"1,a\n", [("1", "a")]),
    "utf8_with_mark_and_quotes": (
        b'\xef\xbb\xbf"account_id","account_name"\n"1","a"\n',
        [("1", "a")],
    ),
    "two_marks": (b"\xef\xbb\xbf" * 2 + HEADER + b"1,a\n", [("1", "a")]),
    "mark_within_the_file": (
        HEADER + b"1,a\n\xef\xbb\xbf2,b\n",
        [("1", "a"), ("\ufeff2", "b")],
    ),
    "character_over_a_block_border": (
        HEADER + TO_BORDER + "\u20ac\n".encode(),
        [("1", "x" * (MB - len(HEADER) - 3) + "\u20ac")],
    ),
    "semicolons": (b"account_id;account_name\n1;a,b\n", [("1", "a,b")]),
    "tabs": (b"account_id\taccount_name\n1\ta;b\n", [("1", "a;b")]),
    "bars": (b"account_id|account_name\n1|a\n", [("1", "a")]),
    "no_line_end_at_the_end": (HEADER + b"1,a\n2,b", [("1", "a"), ("2", "b")]),
    "windows_line_ends": (HEADER.replace(b"\n", b"\r\n") + b"1,a\r\n", [("1", "a")]),
    "old_mac_line_ends": (b"account_id,account_name\r1,a\r2,b\r", [("1", "a"), ("2", "b")]),
    "line_ends_of_all_kinds_in_a_value": (HEADER + b'1,"a\rb\nc\r\nd"\n', [("1", "a\rb\nc\r\nd")]),
    "blank_lines_everywhere": (HEADER + b"\n1,a\n\n\n2,b\n\n", [("1", "a"), ("2", "b")]),
    "a_million_blank_lines_at_the_end": (HEADER + b"1,a\n" + b"\n" * MB, [("1", "a")]),
    "a_million_blank_lines_in_a_value": (
        HEADER + b'1,"' + b"\n" * MB + b'"\n2,b\n',
        [("1", "\n" * MB), ("2", "b")],
    ),
    "row_of_empty_fields": (HEADER + b",\n1,a\n", [(None, None), ("1", "a")]),
    "quoted_empty_fields": (HEADER + b'"",""\n1,""\n', [(None, None), ("1", None)]),
    "trailing_delimiters_in_rows": (
        HEADER + b"1,a,\n2,b,,,\n3,c\n",
        [("1", "a"), ("2", "b"), ("3", "c")],
    ),
    "trailing_delimiter_everywhere": (b"account_id,account_name,\n1,a,\n", [("1", "a")]),
    "nameless_columns": (b",account_id,,account_name,\n9,1,9,a,9\n", [("1", "a")]),
    "columns_named_as_we_name_the_nameless": (
        b"account_id,account_name,column 4,,unnamed 4\n1,a,b,c,d\n",
        [("1", "a")],
    ),
    "header_in_capitals_with_spaces": (b"ACCOUNT_ID , Account_Name\n1,a\n", [("1", "a")]),
    "space_before_quotes_in_header": (b'"account_id", "account_name"\n"1", "a"\n', [("1", "a")]),
    "non_breaking_space_in_header": (
        "account_id\u00a0,\u00a0account_name\n1,a\n".encode(),
        [("1", "a")],
    ),
    "zero_width_space_in_header": (
        "account\u200b_id,\u200baccount_name\n1,a\n".encode(),
        [("1", "a")],
    ),
    "direction_marks_in_header": (
        "\u202eaccount_id\u202c,account_name\u200f\n1,a\n".encode(),
        [("1", "a")],
    ),
    "emoji_and_arabic_in_header": (
        "account_id,account_name,\U0001f600,\u0627\u0633\u0645\n1,a,b,c\n".encode(),
        [("1", "a")],
    ),
    "sql_in_header": (
        b'account_id,account_name,"x\'); drop table accounts; --","a""; select 1"\n1,a,b,c\n',
        [("1", "a")],
    ),
    "braces_and_templates_in_header": (
        b"account_id,account_name,{{ env_var('HOME') }},{0},%s\n1,a,b,c,d\n",
        [("1", "a")],
    ),
    "column_name_of_200_kb": (
        b"account_id,account_name," + b"x" * 200_000 + b"\n1,a,b\n",
        [("1", "a")],
    ),
    "five_thousand_columns": (
        b"account_id,account_name,"
        + b",".join(b"c%d" % i for i in range(4998))
        + b"\n1,a"
        + b",x" * 4998
        + b"\n",
        [("1", "a")],
    ),
    "value_of_1_mb": (
        HEADER + b"1," + b"x" * 1_000_000 + b"\n2,b\n",
        [("1", "x" * 1_000_000), ("2", "b")],
    ),
    "value_of_1_mb_over_lines": (
        HEADER + b'1,"' + b"x\n" * 500_000 + b'"\n',
        [("1", "x\n" * 500_000)],
    ),
    "quote_within_a_value": (
        HEADER + b'1,pipe 5" wide\n2,a""b\n',
        [("1", 'pipe 5" wide'), ("2", 'a""b')],
    ),
    "doubled_quotes": (HEADER + b'1,"""a"" "" b"""\n', [("1", '"a" " b"')]),
    "quoted_single_spaces": (HEADER + b'1," "\n" ","  "\n', [("1", " "), (" ", "  ")]),
    "one_space_before_a_quote": (HEADER + b'1, "a, b"\n', [("1", "a, b")]),
    "spaces_after_a_quote": (HEADER + b'"1"  ,"a" \n2,b\n', [("1", "a"), ("2", "b")]),
    "spaces_are_kept": (HEADER + b" 1 , a \n2, \n", [(" 1 ", " a "), ("2", " ")]),
    "delimiters_of_others": (HEADER + b"1;x,a|b\tc\n", [("1;x", "a|b\tc")]),
    "row_that_looks_like_a_comment": (
        HEADER + b"#1,// a\n--,'b'\n",
        [("#1", "// a"), ("--", "'b'")],
    ),
    "words_for_nothing": (
        HEADER + b"NULL,null\nNA,\\N\nNone,nan\n",
        [("NULL", "null"), ("NA", "\\N"), ("None", "nan")],
    ),
    "control_characters": (
        HEADER + b"1\x01,\x1b[31ma\x7f\x0b\x0c\x08\n",
        [("1\x01", "\x1b[31ma\x7f\x0b\x0c\x08")],
    ),
    "unicode_line_ends": (
        HEADER + "1,a\u0085b\u2028c\u2029d\n".encode(),
        [("1", "a\u0085b\u2028c\u2029d")],
    ),
    "invisible_characters": (
        HEADER + "1\u200b,\u00a0a\u202eb\u00ad\n".encode(),
        [("1\u200b", "\u00a0a\u202eb\u00ad")],
    ),
    "emoji_families": (
        HEADER + "1,\U0001f468\u200d\U0001f469\u200d\U0001f467\n".encode(),
        [("1", "\U0001f468\u200d\U0001f469\u200d\U0001f467")],
    ),
    "letters_in_two_forms": (
        HEADER + "1,e\u0301\n2,\u00e9\n".encode(),
        [("1", "e\u0301"), ("2", "\u00e9")],
    ),
    "mojibake": (HEADER + "1,Caf\u00c3\u00a9\n".encode(), [("1", "Caf\u00c3\u00a9")]),
    "formulas": (
        HEADER + b'=1+1,"=HYPERLINK(""http://x"",""a"")"\n+31,@SUM(A1)\n-1,\t=1\n',
        [("=1+1", '=HYPERLINK("http://x","a")'), ("+31", "@SUM(A1)"), ("-1", "\t=1")],
    ),
    "sql_in_values": (
        HEADER + b'\'; drop table x; --,"1"" or ""1""=""1"\n',
        [("'; drop table x; --", '1" or "1"="1')],
    ),
    "paths_in_values": (HEADER + b"../../etc/passwd,C:\\x\n", [("../../etc/passwd", "C:\\x")]),
    "templates_in_values": (
        HEADER + b"{{ 1/0 }},{% x %}\n{0},%s\n",
        [("{{ 1/0 }}", "{% x %}"), ("{0}", "%s")],
    ),
    "equal_rows": (HEADER + b"1,a\n1,a\n1,a\n", [("1", "a")] * 3),
    "leading_zeros": (HEADER + b"007,0000\n7,0\n", [("007", "0000"), ("7", "0")]),
    "mixed_types_in_a_column": (
        HEADER + b"1,2024-01-01\nx,12.5\ntrue,a\n",
        [("1", "2024-01-01"), ("x", "12.5"), ("true", "a")],
    ),
    "utf7": (HEADER + b"1,+AOk-\n", [("1", "+AOk-")]),
}

# Values that only control can judge: each must arrive as it stands.
VALUES = (
    *(
        "1e308",
        "-1e308",
        "1e-320",
        "1e999",
        "9" * 38,
        "9" * 400,
        "9223372036854775808",
        "-0",
        "-0.0",
    ),
    *("0x1F", "0b11", "1_000", "1,234.56", "1.234,56", "12,50", "\u20ac 12.50", "100.00-", "(100)"),
    *(
        "+5",
        "12%",
        "1/0",
        "\u0663\u0664",
        "\uff11\uff12",
        "infinity",
        "-Infinity",
        "inf",
        "NaN",
        "nan",
    ),
    *("0001-01-01", "9999-12-31", "10000-01-01", "-0044-03-15", "0000-00-00", "2023-02-29"),
    *("2024-13-01", "31-12-2024", "12/31/2024", "20241231", "45291", "2024-01-01T24:00:00"),
    *("2024-01-01 23:59:60", "2024-01-01 25:00", "2024-01-01T00:00:00+99:99", "today", "epoch"),
    *("true", "TRUE", "ja", "nee", "yes", "0", "1", "2", "null", "#N/A", "n.v.t.", "-", "?", "."),
)
