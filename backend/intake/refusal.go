package intake

import (
	"bytes"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// refusal is a kind of file that people bring and that is not read: how it is recognised, and what to do with it.
type refusal struct {
	magic string   // what it begins with
	ext   []string // names it goes by; with a magic, one of them must fit too
	part  string   // for a zip file, a part that only this kind has
	what  ledger.Words
	do    ledger.Words
}

var (
	saveDocx = ledger.Words{ZH: "请用 Word 或 WPS 打开，另存为 .docx 再上传", EN: "Open it in Word or WPS, save it as .docx and upload that"}
	saveXlsx = ledger.Words{ZH: "请用 Excel 或 WPS 打开，另存为 .xlsx 再上传", EN: "Open it in Excel or WPS, save it as .xlsx and upload that"}
	savePDF  = ledger.Words{ZH: "请在阅读器里另存为带文字的 PDF，或复制全文粘贴到这里", EN: "Save it as a PDF with text from its reader, or copy the whole text and paste it here"}
	doOCR    = ledger.Words{ZH: "图片里没有文字，请先用扫描仪软件或 WPS、Acrobat 做文字识别（OCR），存为 .docx 或可检索的 PDF 再上传", EN: "A picture holds no text: run OCR over it first (scanner software, WPS, Acrobat), save it as .docx or as a searchable PDF and upload that"}
	unlock   = ledger.Words{ZH: "请在原程序里取消密码后另存再上传", EN: "Remove the password in the program that made it, save it and upload that"}
	unzip    = ledger.Words{ZH: "请解压后逐个上传里面的文件", EN: "Unpack it and upload the files one by one"}
)

const oleFile = "\xd0\xcf\x11\xe0" // Microsoft's container before 2007, and of locked files since

var zipped = refusal{what: ledger.Words{ZH: "压缩包", EN: "an archive"}, do: unzip}

// refusals come in the order of asking: the first that fits.
var refusals = []refusal{
	{magic: oleFile, ext: []string{".docx", ".xlsx", ".pptx"}, what: ledger.Words{ZH: "加密的 Office 文件", EN: "a locked Office file"}, do: unlock},
	{magic: oleFile, ext: []string{".xls", ".et"}, what: ledger.Words{ZH: "旧版 Excel（.xls）或 WPS 表格（.et）", EN: "an old Excel (.xls) or WPS (.et) workbook"}, do: saveXlsx},
	{magic: oleFile, ext: []string{".wps"}, what: ledger.Words{ZH: "WPS 文字（.wps）", EN: "a WPS document (.wps)"}, do: saveDocx},
	{magic: oleFile, what: ledger.Words{ZH: "旧版 Word（.doc）", EN: "an old Word document (.doc)"}, do: saveDocx},
	{magic: `{\rtf`, what: ledger.Words{ZH: "RTF", EN: "an RTF document"}, do: saveDocx},
	{magic: "MIME-Version:", what: ledger.Words{ZH: "单个网页文件（.mht）", EN: "a web archive (.mht)"}, do: saveDocx},
	{magic: "<?mso-application", what: ledger.Words{ZH: "Word 或 Excel 2003 XML", EN: "a Word or Excel 2003 XML file"}, do: saveDocx},
	{magic: "\x89PNG", what: image, do: doOCR},
	{magic: "\xff\xd8\xff", what: image, do: doOCR},
	{magic: "GIF8", what: image, do: doOCR},
	{magic: "BM", ext: []string{".bmp"}, what: image, do: doOCR},
	{magic: "II*\x00", what: image, do: doOCR},
	{magic: "MM\x00*", what: image, do: doOCR},
	{magic: "RIFF", ext: []string{".webp"}, what: image, do: doOCR},
	{ext: []string{".heic", ".webp"}, what: image, do: doOCR},
	{magic: "Rar!", what: zipped.what, do: unzip},
	{magic: "7z\xbc\xaf", what: zipped.what, do: unzip},
	{magic: "\x1f\x8b", what: zipped.what, do: unzip},
	{part: "OFD.xml", what: ledger.Words{ZH: "OFD", EN: "an OFD document"}, do: savePDF},
	{part: "ppt/presentation.xml", what: ledger.Words{ZH: "演示文稿（.pptx）", EN: "a presentation (.pptx)"}, do: ledger.Words{ZH: "请复制文字粘贴到这里，或另存为 PDF 再上传", EN: "Copy its words and paste them here, or save it as PDF and upload that"}},
	{part: "xl/workbook.bin", what: ledger.Words{ZH: "二进制 Excel（.xlsb）", EN: "a binary Excel workbook (.xlsb)"}, do: saveXlsx},
	{part: "content.xml", what: ledger.Words{ZH: "OpenDocument（.odt、.ods）", EN: "an OpenDocument file (.odt, .ods)"}, do: ledger.Words{ZH: "请另存为 .docx 或 .xlsx 再上传", EN: "Save it as .docx or .xlsx and upload that"}},
}

var image = ledger.Words{ZH: "图片", EN: "a picture"}

// refusalOf finds what stands against a file that is no zip, nil where nothing does.
func refusalOf(ext string, data []byte) *refusal {
	head := bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xef\xbb\xbf"))
	for i, r := range refusals {
		fits := r.magic == "" && r.part == "" || r.magic != "" && strings.HasPrefix(string(head), r.magic) || r.magic == "<?mso-application" && bytes.Contains(head, []byte(r.magic))
		if fits && (r.ext == nil || slices.Contains(r.ext, ext)) {
			return &refusals[i]
		}
	}
	return nil
}

func (r *refusal) mistake() error {
	return ledger.Mistake(ledger.Unreadable, "file", "这是%[1]s，不能直接读取。%[2]s。", "This is %[3]s, which is not read here. %[4]s.", r.what.ZH, r.do.ZH, r.what.EN, r.do.EN)
}
