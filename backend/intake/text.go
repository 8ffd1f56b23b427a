package intake

import (
	"strings"
	"unicode"

	"taizhang/backend/ledger"
)

const (
	maxText = 32 << 20 // bytes of text that a file may come to
	maxRead = 64 << 20 // bytes that the parts of a packed file may come to, unpacked
)

// Text turns a file into text in reading order. What it is is told by its content first and its name second: plain text,
// Word (.docx), Excel (.xlsx), tables in .csv, a web page, or a PDF with a text layer. Offsets of findings point into the
// text that is returned: plain text stays as it is, line ends too, without its byte order mark; every other file becomes
// lines, a paragraph or a row of a table each. The same bytes under the same name give the same text.
//
// A file that cannot be read is an Unreadable or TooLarge mistake that says what to do, one without words is Invalid. No
// file takes more than a few hundred megabytes or half a minute.
func Text(name string, data []byte) (string, error) {
	return textOf(name, data, &tables{heads: headings()})
}

// textOf does so with the headings that ts knows, and tells it which tables there are.
func textOf(name string, data []byte, ts *tables) (string, error) {
	text, err := read(name, data, ts)
	switch {
	case err != nil:
		return "", err
	case len(text) > maxText:
		return "", tooLong()
	case strings.TrimFunc(text, unicode.IsSpace) == "":
		return "", ledger.Mistake(ledger.Invalid, "text", "没有文字。请粘贴报道内容，或选择文件。", "There is no text. Paste the report or choose a file.")
	}
	return text, nil
}

// read hands the file to the reader of its format. Readers of other people's make may stumble over a hostile file: that is
// the file's fault and not the end of the server.
func read(name string, data []byte, ts *tables) (text string, err error) {
	f := formatOf(name, data)
	defer func() {
		if recover() != nil {
			text, err = "", damaged(f.called)
		}
	}()
	return f.read(ts, data)
}

func damaged(what ledger.Words) error {
	return ledger.Mistake(ledger.Unreadable, "file", "这个 %[1]s 文件已损坏或不完整，无法读取。请在原程序里打开后另存一份再上传，或直接粘贴文字。",
		"This %[2]s file is damaged or cut short and cannot be read. Open it in the program that made it, save it anew and upload that, or paste the words.",
		what.ZH, what.EN)
}

func tooLong() error {
	return ledger.Mistake(ledger.TooLarge, "file", "文件里的内容太多，无法一次读取（解开后最多 %[1]d MB）。请只保留报告部分，或拆分后再上传。",
		"The file holds too much to be read at once (%[1]d MB unpacked at most). Keep the report's part only, or split it.", maxRead>>20)
}
