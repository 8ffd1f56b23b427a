package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func paperPages(b func(string) pages.Base) []Sample {
	places := []pages.PaperPlace{
		{Name: "标题", Alias: "title", About: ledger.Words{ZH: "文稿的标题", EN: "the paper's title"}},
		{Name: "正文", Alias: "body", About: ledger.Words{ZH: "正文：各级标题、段落和表格", EN: "the text with its headings and tables"}, Alone: true},
		{Name: "来源", Alias: "sources", About: ledger.Words{ZH: "资料来源：编号的出处", EN: "the numbered sources"}, Alone: true},
	}
	brief := pages.PaperLayout{Name: "brief", Words: ledger.Words{ZH: "单位一页纸", EN: "Unit brief"}, Places: places}
	notice := pages.PaperLayout{Name: "notice", Words: ledger.Words{ZH: "督办函", EN: "Notice of supervision"}, Places: places}
	page := pages.AdminPapersPage{Base: b("/admin/papers"), Papers: []pages.PaperLayout{brief, notice}}
	trying := page
	trying.Prints = true
	trying.Letterhead = ledger.Letterhead{Sender: "北山区人民政府督查室", Signature: "北山区人民政府督查室", Contact: "王芳", Phone: "010-60000000"}
	notice.Used = &ledger.PaperTemplate{Paper: "notice", State: ledger.TemplateUsed, FileName: "督办函（2023版）.docx", UploadedAt: at("2024-03-01T10:05:00+08:00"), UploadedBy: "王芳"}
	notice.Tried = &ledger.PaperTemplate{Paper: "notice", State: ledger.TemplateTried, FileName: "督办函（新）.docx", Sum: "9f", UploadedAt: at("2024-09-20T10:05:00+08:00"), UploadedBy: "王芳"}
	notice.Missing = places[2:]
	trying.Papers = []pages.PaperLayout{brief, notice}
	trying.Refused, trying.RefusedErr = "brief", ledger.Mistake(ledger.Invalid, "file", "模板里没有正文的位置。请在放正文的地方单独写一段：{{正文}}。", "The template has no place for the text. Write a paragraph {{正文}} or {{body}} where it is to stand.")
	wrong := page
	wrong.Letterhead, wrong.LetterheadErr = ledger.Letterhead{Copies: "各街道办事处、镇人民政府"}, ledger.Mistake(ledger.Invalid, "copies", "“抄送机关”太长，最多 200 个字。", "“Copies to” is too long: 200 characters at most.")
	return []Sample{
		{"admin-papers", pages.AdminPapers(page)},
		{"admin-papers-trying", pages.AdminPapers(trying)},
		{"admin-papers-wrong", pages.AdminPapers(wrong)},
	}
}
