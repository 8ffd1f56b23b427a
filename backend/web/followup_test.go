package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// move posts a move on an entry as the entry's page does, with files where there are any.
func (b *browser) move(number string, fields map[string]string, files map[string]string) *answer {
	b.t.Helper()
	e, err := b.db.Entry(b.t.Context(), number)
	check(b.t, err)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	check(b.t, form.WriteField("version", fmt.Sprint(e.Version)))
	for k, v := range fields {
		check(b.t, form.WriteField(k, v))
	}
	for name, content := range files {
		part, err := form.CreateFormFile("file", name)
		check(b.t, err)
		_, err = part.Write([]byte(content))
		check(b.t, err)
	}
	check(b.t, form.Close())
	return b.do("POST", entryPath(number)+"/moves", &body, http.Header{"Content-Type": {form.FormDataContentType()}, "Origin": {b.URL}, "Sec-Fetch-Site": {"same-origin"}})
}

var half = map[string]string{"move": "report", "progress": "已完成一半", "steps": "月底前完成其余", "percent": "50"}

func (s *staff) attachments(number string) []ledger.Attachment {
	s.t.Helper()
	e, err := s.db.Entry(s.t.Context(), number)
	check(s.t, err)
	all, err := s.db.Attachments(s.t.Context(), e.ID)
	check(s.t, err)
	return all
}

// A file that comes with feedback is sent to be saved, under headers that let it do nothing, to those who may read the entry.
func TestFilesOnFeedback(t *testing.T) {
	s := newStaff(t)
	liaison, leader := s.browsers[ledger.Liaison], s.browsers[ledger.Leader]
	liaison.move(s.own, half, map[string]string{"整改 清单.svg": "<svg onload=alert(1)>", "说明.txt": "已完成"}).want(http.StatusSeeOther)
	files := s.attachments(s.own)
	if len(files) != 2 {
		t.Fatalf("%d files are kept", len(files))
	}
	for _, f := range files {
		path := fmt.Sprintf("%s/files/%d", entryPath(s.own), f.ID)
		leader.get(entryPath(s.own)).want(http.StatusOK, f.Name, path)
		a := leader.get(path).want(http.StatusOK)
		for name, want := range map[string]string{
			"Content-Disposition": "attachment; filename*=utf-8''", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Content-Type": "text/plain", "Cache-Control": "no-store",
		} {
			if got := a.Header.Get(name); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q, not %q", f.Name, name, got, want)
			}
		}
		liaison.get(path).want(http.StatusOK)
		s.browsers[ledger.SystemAdmin].get(path).want(http.StatusForbidden)
		s.browsers[ledger.Clerk].get(fmt.Sprintf("%s/files/%d", entryPath(s.other), f.ID)).want(http.StatusNotFound)
	}
	if e, err := s.db.Entry(t.Context(), s.own); err != nil || e.Status != ledger.Handling || e.Percent != 50 {
		t.Errorf("the entry is %+v (%v)", e, err)
	}
}

// A form that is refused keeps what was typed, and nothing of it is saved.
func TestRefusedFeedbackIsKept(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Liaison]
	b.move(s.own, half, map[string]string{"程序.exe": "MZ\x90\x00\x03\x00\x00\x00\x04\x00"}).want(http.StatusUnsupportedMediaType, "不能作为附件", "已完成一半", "月底前完成其余", `value="50"`)
	many := map[string]string{}
	for i := range ledger.MaxFiles + 1 {
		many[fmt.Sprintf("%d.txt", i)] = "文字"
	}
	b.move(s.own, half, many).want(http.StatusRequestEntityTooLarge, "最多附 6 个文件", "已完成一半")
	b.move(s.own, map[string]string{"move": "report", "progress": "已完成一半", "percent": "很多"}, nil).want(http.StatusUnprocessableEntity, "0 到 100 的整数", "已完成一半", "很多")
	b.move(s.own, map[string]string{"move": "ask-more", "note": "雨天停工", "progress": "一半", "due": "2024-09-01"}, nil).want(http.StatusUnprocessableEntity, "雨天停工", "2024-09-01")
	if e, err := s.db.Entry(t.Context(), s.own); err != nil || e.Version != 2 || e.Status != ledger.Registered || len(s.attachments(s.own)) != 0 {
		t.Errorf("something was saved: %+v (%v)", e, err)
	}
}

// The form to report starts with what was reported last.
func TestFeedbackIsUsedAgain(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Liaison]
	b.move(s.own, half, nil).want(http.StatusSeeOther)
	b.get(entryPath(s.own)).want(http.StatusOK, `id="move"`, ">已完成一半</textarea>", ">月底前完成其余</textarea>", "已填入上次")
	b.get("/me?entry="+url.QueryEscape(s.own)+"&move=submit").want(http.StatusOK, ">已完成一半</textarea>")
	s.browsers[ledger.Clerk].get(entryPath(s.own)).want(http.StatusOK, `value="resolve"`).without(`id="move"`)
}

// A division shows its parts before they are made, to be chosen again; a liaison sees of them the own one.
func TestDivisionIsPreviewed(t *testing.T) {
	s := newStaff(t)
	clerk, liaison := s.browsers[ledger.Clerk], s.browsers[ledger.Liaison]
	path := entryPath(s.shared) + "?move=divide"
	clerk.get(path).want(http.StatusOK, `name="unit" value="`+ownUnit+`" checked`)
	clerk.get(path+"&choose=none").want(http.StatusOK, `value="`+ownUnit+`"`).without("checked")
	clerk.get(path+"&preview=1").want(http.StatusOK, "请至少选择一个")
	clerk.get(path+"&preview=1&due=2024-09-30&unit="+ownUnit+"&unit="+otherUnit).want(http.StatusOK, "将新建以下 2 项", "9 月 30 日", ledger.PartNumber(s.shared, 2))
	form := url.Values{"move": {"divide"}, "version": {"2"}, "unit": {otherUnit, ownUnit}, "due": {"2024-09-30"}}
	clerk.post(entryPath(s.shared)+"/moves", form).want(http.StatusSeeOther)
	clerk.get(entryPath(s.shared)).want(http.StatusOK, "共 2 项", s.unit(otherUnit).Name)
	liaison.get(entryPath(s.shared)).want(http.StatusOK, s.unit(ownUnit).Name).without(`href="` + entryPath(ledger.PartNumber(s.shared, 1)) + `"`)
	liaison.get("/me").want(http.StatusOK, "待签收", ledger.PartNumber(s.shared, 2))
}

// A unit's liaison acknowledges all that is listed at once, and nothing of another unit.
func TestAcknowledgeAll(t *testing.T) {
	s := newStaff(t)
	clerk, liaison := s.browsers[ledger.Clerk], s.browsers[ledger.Liaison]
	clerk.move(s.own, map[string]string{"move": "assign"}, nil).want(http.StatusSeeOther)
	clerk.post(entryPath(s.shared)+"/moves", url.Values{"move": {"divide"}, "version": {"2"}, "unit": {otherUnit, ownUnit}}).want(http.StatusSeeOther)
	theirs, mine := ledger.PartNumber(s.shared, 1), ledger.PartNumber(s.shared, 2)
	path := "/units/" + ownUnit + "/acknowledge"
	liaison.get("/me").want(http.StatusOK, "全部签收", path)
	liaison.post(path, url.Values{"number": {s.own, theirs}}).want(http.StatusForbidden)
	if e, err := s.db.Entry(t.Context(), s.own); err != nil || e.Status != ledger.Assigned {
		t.Errorf("half of it was done: %+v (%v)", e, err)
	}
	liaison.post(path, url.Values{"number": {s.own, mine}}).want(http.StatusSeeOther)
	for _, number := range []string{s.own, mine} {
		if e, err := s.db.Entry(t.Context(), number); err != nil || e.Status != ledger.Handling {
			t.Errorf("%s is %q (%v)", number, e.Status, err)
		}
	}
	liaison.post(path, url.Values{"number": {s.own}}).want(http.StatusConflict)
}

// The page of what waits tells a liaison, the office and everybody else apart.
func TestWorkThatWaits(t *testing.T) {
	s := newStaff(t)
	liaison, clerk := s.browsers[ledger.Liaison], s.browsers[ledger.Clerk]
	liaison.get("/me").want(http.StatusOK, "待办", s.own).without(s.other)
	liaison.move(s.own, map[string]string{"move": "submit", "note": "全部完成", "back": "/me"}, nil).want(http.StatusSeeOther)
	liaison.get("/me").want(http.StatusOK, "已报督查室", "全部完成")
	clerk.get("/me").want(http.StatusOK, "督查室待办", "待审核", s.own)
	clerk.move(s.own, map[string]string{"move": "send-back", "note": "请补充处数"}, nil).want(http.StatusSeeOther)
	liaison.get("/me").want(http.StatusOK, "退回重办", "请补充处数")
	clerk.get("/me").want(http.StatusOK, "没有等督查室处理")
	s.browsers[ledger.Leader].get("/me").want(http.StatusOK, "我的账号").without("待办</h1>")
}

// What was closed unsolved never reads as solved.
func TestClosedUnsolvedIsSaid(t *testing.T) {
	s := newStaff(t)
	clerk := s.browsers[ledger.Clerk]
	clerk.move(s.own, map[string]string{"move": "terminate", "note": "已列入市级工程"}, nil).want(http.StatusSeeOther)
	clerk.get(entryPath(s.own)).want(http.StatusOK, "已终止", "未办结而关闭", "已列入市级工程", "终止的理由").without("已核查办结")
	clerk.move(s.other, map[string]string{"move": "resolve", "note": "已办结"}, nil).want(http.StatusSeeOther)
	clerk.get(entryPath(s.other)).want(http.StatusOK, "已核查办结").without("未办结而关闭")
}
