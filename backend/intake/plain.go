package intake

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"taizhang/backend/ledger"
)

// readPlain reads UTF-8, UTF-16 with a byte order mark, or GB18030.
func readPlain(data []byte) (string, error) {
	text, ok := decode(data)
	if !ok || !looksLikeText(text) {
		return "", ledger.Mistake(ledger.Unreadable, "file", "认不出这是什么文件，无法读取。请上传 .docx、.xlsx、.csv、.pdf、.html 或 .txt 文件，或者直接粘贴文字。",
			"This file is of no kind that is known here. Upload a .docx, .xlsx, .csv, .pdf, .html or .txt file, or paste the words.")
	}
	return text, nil
}

func decode(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(data[3:]), utf8.Valid(data)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeAs(xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), data)
	case utf8.Valid(data):
		return string(data), true
	}
	return decodeAs(simplifiedchinese.GB18030, data)
}

func decodeAs(e encoding.Encoding, data []byte) (string, bool) {
	out, err := e.NewDecoder().Bytes(data)
	return string(out), err == nil
}

// looksLikeText refuses what decodes but is no text: control characters, or more than a stray undecodable character.
func looksLikeText(s string) bool {
	bad, n := 0, 0
	for _, r := range s {
		n++
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\f', r == '\v':
		case r == 0:
			return false
		case unicode.IsControl(r), r == utf8.RuneError:
			bad++
		}
	}
	return bad*200 <= n+199
}
