package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const short = "9月5日，某区召开月度工作点评会。\n太平桥街道持续优化营商环境，今年1—8月税收收入排名各街镇前列；扎实推进垃圾分类。但在城市环境建设、接诉即办等方面仍存不足。\n"

// reportsAdded is how many reports the system has now.
func (w *world) reportsAdded() int {
	w.t.Helper()
	all, err := w.db.Reports(w.t.Context())
	check(w.t, err)
	return len(all)
}

func TestUploadOfTheRealPage(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	seed := realPage(w.t)
	a := b.upload(seed.Data, map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
	desk := a.Header.Get("Location")
	b.get(desk).want(http.StatusOK, "太平桥街道", "城市环境建设", "区房屋管理局", "全部采纳")
	a = b.upload(bytes.ReplaceAll(seed.Data, []byte("\n"), []byte("\r\n")), map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
	if a.Header.Get("Location") != desk || w.reportsAdded() != 1 {
		t.Errorf("the same page again led to %s and %d reports", a.Header.Get("Location"), w.reportsAdded())
	}
	b.get(desk).want(http.StatusOK, "没有新增任何内容")
	a = b.get(desk + "/original").want(http.StatusOK)
	if a.body != string(seed.Data) || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
		t.Error("the original does not come back as it was sent")
	}
}

func TestMarkedPapersStayOutside(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	b.upload([]byte("机密★1年\n"+short), map[string]string{"published": "2024-09-06"}).want(http.StatusUnprocessableEntity, "非涉密系统", "没有保存")
	if w.reportsAdded() != 0 {
		t.Error("a paper marked as secret was kept")
	}
	b.upload([]byte(short+"会议强调，要做好国家秘密载体管理工作。\n"), map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
}

func TestEncodings(t *testing.T) {
	encode := func(b []byte, err error) []byte { check(t, err); return b }
	wide := strings.NewReplacer("9", "９", "5", "５", "1", "１", "8", "８").Replace(short)
	for name, data := range map[string][]byte{
		"UTF-8":          []byte(short),
		"UTF-8 with BOM": append([]byte("\xef\xbb\xbf"), short...),
		"GB18030":        encode(simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(short))),
		"UTF-16":         encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(short))),
		"CRLF":           []byte(strings.ReplaceAll(short, "\n", "\r\n")),
		"wide digits":    []byte(wide),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			b := w.signedIn()
			b.upload(data, map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
			found, err := w.db.Findings(t.Context(), 1)
			check(t, err)
			if len(found) != 4 || found[2].Quote != "城市环境建设" || found[0].Units[0].Name != "太平桥街道" || len(found[0].Metrics) != 1 || found[0].Metrics[0].Period != "2024-01/2024-08" {
				t.Errorf("found %+v", found)
			}
		})
	}
}

func TestRefusedUploads(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00"), bytes.Repeat([]byte{0, 1, 2, 200}, 500)...)
	for _, c := range []struct {
		name   string
		file   []byte
		fields map[string]string
		status int
		says   string
	}{
		{"nothing at all", nil, nil, 422, "没有文字"},
		{"blank text", nil, map[string]string{"text": " \n\t　"}, 422, "没有文字"},
		{"a picture", png, nil, 415, "OCR"},
		{"a Word file", []byte("PK\x03\x04\x14\x00\x06\x00"), nil, 415, "Word"},
		{"a PDF", []byte("%PDF-1.7\n%\xe2\xe3"), nil, 415, "PDF"},
		{"over the limit", bytes.Repeat([]byte("字"), 400_000), nil, 413, "最大 1 MB"},
		{"far over the limit", bytes.Repeat([]byte("字"), 1_400_000), nil, 413, "最大"},
		{"a day that is none", nil, map[string]string{"text": short, "published": "2024-02-30"}, 422, "2024-02-30"},
		{"nothing to find", nil, map[string]string{"text": "今天天气晴，最高气温二十六度，适合出游。"}, 422, "仍然保留"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &browser{w, b.client, b.lang, false}
			b.upload(c.file, c.fields).want(c.status, c.says)
			if n := w.reportsAdded(); n != 0 {
				t.Errorf("%d reports were stored", n)
			}
		})
	}
	b.upload(nil, map[string]string{"text": short, "name": "我的报道", "published": "not a day"}).want(422, "我的报道", "太平桥街道持续优化营商环境", "not a day")
}

func TestNothingFoundIsKeptOnlyWhenAsked(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	form := map[string]string{"text": "今天天气晴，最高气温二十六度，适合出游。", "name": "天气", "published": "2024-09-06"}
	b.upload(nil, form).want(422, "今天天气晴", "天气")
	form["keep"] = "1"
	a := b.upload(nil, form).want(http.StatusSeeOther)
	b.get(a.Header.Get("Location")).want(http.StatusOK, "今天天气晴")
}

func TestReview(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	got := w.withReport(false)
	finding := func(i int) string { return "/reports/1/findings/" + itoa(got.Findings[i].ID) }
	b.post(finding(0)+"/moves", url.Values{"move": {"accept"}, "version": {"1"}, "part": {"finding"}}).want(http.StatusSeeOther)
	b.post(finding(0)+"/moves", url.Values{"move": {"accept"}, "version": {"1"}}).want(http.StatusConflict)
	b.post(finding(1)+"/moves", url.Values{"move": {"reject"}, "version": {"1"}}).want(http.StatusSeeOther)
	b.post(finding(2), url.Values{"kind": {"progress"}, "text": {"改过的成绩"}, "theme": {"经济发展"}, "units": {"太平桥、看丹街道"}, "version": {"1"}}).want(http.StatusSeeOther)
	b.post(finding(3), url.Values{"kind": {"task"}, "text": {""}, "due": {"2024-09-30"}, "units": {"某单位"}, "version": {"1"}}).want(422, "不能为空", "某单位", "2024-09-30")
	b.get("/reports/1?edit="+itoa(got.Findings[4].ID)).want(http.StatusOK, got.Findings[4].Text)
	b.post("/reports/2/findings/"+itoa(got.Findings[5].ID)+"/moves", url.Values{"move": {"accept"}, "version": {"1"}}).want(http.StatusNotFound)
	now, err := w.db.Findings(t.Context(), 1)
	check(t, err)
	if now[0].Status != "recorded" && now[0].Status != "registered" || now[1].Status != "rejected" || now[2].Text != "改过的成绩" || now[3].Text == "" {
		t.Errorf("findings stand as %v %v %q %q", now[0].Status, now[1].Status, now[2].Text, now[3].Text)
	}
	if u := now[2].Units; len(u) != 2 || u[0].Name != "太平桥街道" || u[0].UnitCode == nil || *u[0].UnitCode != "110106002" {
		t.Errorf("units are %+v", u)
	}
	b.post("/reports/1/accept", nil).want(http.StatusSeeOther)
	if now, err = w.db.Findings(t.Context(), 1); err != nil || now[len(now)-1].Number == "" || now[1].Status != "rejected" {
		t.Errorf("after accepting all: %+v, %v", now[len(now)-1], err)
	}
}

func TestLargestUploadPasses(t *testing.T) {
	w := newWorld(t)
	text := short + strings.Repeat("会议还研究了其他事项。\n", (1<<20-len(short))/len("会议还研究了其他事项。\n"))
	w.signedIn().upload([]byte(text), map[string]string{"published": "2024-09-06"}).want(http.StatusSeeOther)
}
