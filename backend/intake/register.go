package intake

import (
	"io"

	"taizhang/backend/ledger"
)

// maxRegister is how many bytes a file of units, themes or words may have.
const maxRegister = 16 << 20

// RegisterText reads the text of a file of units, themes or words, in any encoding that offices save it in.
func RegisterText(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRegister+1))
	if err != nil {
		return "", err
	}
	if len(data) > maxRegister {
		return "", ledger.Mistake(ledger.TooLarge, "file", "文件太大，最大 %d MB。", "The file is too large; %d MB at most.", maxRegister>>20)
	}
	text, ok := decode(data)
	if !ok || !looksLikeText(text) {
		return "", ledger.Mistake(ledger.Unreadable, "file", "这不是文本文件。请用“下载”得到的文件改好再上传；Excel 请另存为 CSV。", "This is no text file. Change the file that “Download” gives and upload that; save a workbook as CSV.")
	}
	return text, nil
}
