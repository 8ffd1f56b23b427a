package intake

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"taizhang/backend/ledger"
)

// Text reads a file's bytes as text: UTF-8, UTF-16 with a byte order mark, or GB18030. The mark is dropped, everything
// else stays as it is, line ends too, so that offsets are those of the file. Bytes that are no text are an Unreadable
// mistake that says what to do; a text with nothing but white space is Invalid.
func Text(data []byte) (string, error) {
	if err := refuseKnown(data); err != nil {
		return "", err
	}
	text, ok := decode(data)
	if !ok || !looksLikeText(text) {
		return "", ledger.Mistake(ledger.Unreadable, "file", "这个文件不是文本，无法读取。请上传 .txt 或 .md 文件，或者直接粘贴文字。",
			"This file is no text and cannot be read. Upload a .txt or .md file, or paste the words.")
	}
	if strings.TrimFunc(text, unicode.IsSpace) == "" {
		return "", ledger.Mistake(ledger.Invalid, "text", "没有文字。请粘贴报道内容，或选择文件。", "There is no text. Paste the report or choose a file.")
	}
	return text, nil
}

// known are the beginnings of files that people take for text.
var known = []struct{ magic, name string }{
	{"PK\x03\x04", "Word (.docx) / Excel (.xlsx)"},
	{"\xd0\xcf\x11\xe0", "Word 97 (.doc) / Excel 97 (.xls)"},
	{"%PDF-", "PDF"},
}

func refuseKnown(data []byte) error {
	for _, k := range known {
		if bytes.HasPrefix(data, []byte(k.magic)) {
			return ledger.Mistake(ledger.Unreadable, "file", "暂不能直接读取 %[1]s 文件。请在原程序里复制全文，粘贴到这里，或另存为 .txt 再上传。",
				"%[1]s files are not read yet. Copy the whole text and paste it here, or save it as .txt and upload that.", k.name)
		}
	}
	return nil
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
