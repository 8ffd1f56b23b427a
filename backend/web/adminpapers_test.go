package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/docx"
	"taizhang/backend/ledger"
)

func (b *browser) sendTemplate(paper, name string, data []byte) *answer {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	check(b.t, err)
	_, err = part.Write(data)
	check(b.t, err)
	check(b.t, form.Close())
	return b.do("POST", "/admin/papers/"+paper, &body, http.Header{"Content-Type": {form.FormDataContentType()}})
}

// lettered is a template of a notice as an office might have it.
func lettered(t *testing.T, words ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	p := docx.Paper{Above: "{{代拟稿}}"}
	for _, w := range append(words, "{{正文}}") {
		p.Body = append(p.Body, docx.Text(docx.Body, "%s", w))
	}
	check(t, docx.Write(&b, p))
	return b.Bytes()
}

const noticePath = "/units/110106002/papers/notice.docx"

// The whole way of a template: refused, tried, looked at, used, and back to what the program brings.
func TestAnOfficesOwnTemplate(t *testing.T) {
	w := newWorld(t)
	w.withReport(true)
	b := w.signedIn()
	b.get("/admin/papers").want(http.StatusOK, "{{标题}}", "GB/T 9704")
	b.post("/admin/papers", url.Values{"signature": {"北山区督查室"}, "sender": {"北山区人民政府督查室"}}).want(http.StatusSeeOther)
	if _, text := b.get(noticePath).document(t); !strings.Contains(text, "北山区督查室") || strings.Contains(text, "【待填：署名】") {
		t.Error("the letterhead is not on the paper")
	}
	b.post("/admin/papers", url.Values{"copies": {strings.Repeat("长", 201)}, "signature": {"别的"}}).want(http.StatusUnprocessableEntity, "抄送机关", "别的")

	b.sendTemplate("notice", "函.docx", []byte("%PDF-1.7")).want(http.StatusUnsupportedMediaType, "docx")
	b.sendTemplate("notice", "函.docx", lettered(t, "{{标提}}")).want(http.StatusUnprocessableEntity, "{{标提}}")
	b.sendTemplate("decree", "函.docx", lettered(t)).want(http.StatusNotFound)
	b.post("/admin/papers/notice", nil).want(http.StatusUnprocessableEntity, "请先选择文件")

	b.sendTemplate("notice", `C:\公文\督办函.docx`, lettered(t, "本室自己的格式", "{{署名}}")).want(http.StatusSeeOther)
	page := b.get("/admin/papers").want(http.StatusOK, "督办函.docx", "{{主送}}", "还没有启用").body
	if _, text := b.get(noticePath).document(t); strings.Contains(text, "本室自己的格式") {
		t.Error("a template that is only being tried lays papers out")
	}
	if _, text := b.get("/admin/papers/notice/preview.docx").document(t); !strings.Contains(text, "本室自己的格式") || !strings.Contains(text, "东河街道") || strings.Contains(text, "太平桥") {
		t.Errorf("the preview says %s", text)
	}
	b.post("/admin/papers/notice/use", url.Values{"sum": {"another"}}).want(http.StatusConflict, "督办函.docx")
	sum := page[strings.Index(page, `name="sum" value="`)+len(`name="sum" value="`):]
	b.post("/admin/papers/notice/use", url.Values{"sum": {sum[:64]}}).want(http.StatusSeeOther)
	if _, text := b.get(noticePath).document(t); !strings.Contains(text, "本室自己的格式") || !strings.Contains(text, "北山区督查室") || !strings.Contains(text, "2024-09-任-0") {
		t.Errorf("the paper says %s", text)
	}
	if _, text := b.get("/admin/papers/notice/file?state=used").document(t); !strings.Contains(text, "{{署名}}") {
		t.Error("the template does not come back as it was")
	}
	b.get("/admin/papers/notice/preview.docx").want(http.StatusNotFound)
	b.post("/admin/papers/notice/drop", url.Values{"state": {"used"}}).want(http.StatusSeeOther)
	if _, text := b.get(noticePath).document(t); strings.Contains(text, "本室自己的格式") {
		t.Error("the template is dropped and still in force")
	}
	b.post("/admin/papers/notice/drop", url.Values{"state": {"used"}}).want(http.StatusNotFound)
	if _, text := b.get("/admin/papers/bulletin/starter").document(t); !strings.Contains(text, "{{正文}}") || !strings.Contains(text, "{{抄送}}") {
		t.Error("the template to begin with lacks its places")
	}
}

func TestATemplateTooLargeIsRefused(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.sendTemplate("notice", "函.docx", make([]byte, docx.MaxTemplate+1)).want(http.StatusRequestEntityTooLarge, "32 MB")
	templates, err := w.db.PaperTemplates(t.Context())
	if check(t, err); len(templates) > 0 {
		t.Error("it was kept")
	}
	l, err := w.db.Letterhead(t.Context())
	if check(t, err); l != (ledger.Letterhead{}) {
		t.Errorf("%+v", l)
	}
}
