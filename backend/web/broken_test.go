package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// breakOff sends the first part of a form with a file, and then the line is cut; it returns once the server has let go of it.
func (b *browser) breakOff(path string, fields map[string]string, file []byte) {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		check(b.t, form.WriteField(k, v))
	}
	part, err := form.CreateFormFile("file", "九月.txt")
	check(b.t, err)
	_, err = part.Write(file)
	check(b.t, err)
	check(b.t, form.Close())
	at, err := url.Parse(b.URL)
	check(b.t, err)
	var head strings.Builder
	fmt.Fprintf(&head, "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: %s\r\nContent-Length: %d\r\n",
		path, at.Host, b.URL, form.FormDataContentType(), body.Len())
	for _, c := range b.client.Jar.Cookies(at) {
		fmt.Fprintf(&head, "Cookie: %s\r\n", c)
	}
	conn, err := net.Dial("tcp", at.Host)
	check(b.t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, head.String()+"\r\n")
	check(b.t, err)
	_, err = conn.Write(body.Bytes()[:body.Len()*2/3])
	check(b.t, err)
	time.Sleep(50 * time.Millisecond) // so that the handler is in the middle of it
	check(b.t, conn.(*net.TCPConn).CloseWrite())
	check(b.t, conn.SetReadDeadline(time.Now().Add(10*time.Second)))
	if _, err := io.Copy(io.Discard, conn); err != nil {
		b.t.Errorf("the server holds on to a line that is cut: %v", err)
	}
}

// An upload whose line is cut leaves nothing behind: no report, no feedback, no file on disk; the next one goes through.
func TestALineCutInMidUpload(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	s := newStaff(t)
	clerk, liaison := s.browsers[ledger.Clerk], s.browsers[ledger.Liaison]
	before := s.reportsAdded()
	long := []byte(short + strings.Repeat("会议强调，要抓好落实。\n", 8000))
	clerk.breakOff("/reports", map[string]string{"published": "2024-09-06"}, long)
	if n := s.reportsAdded(); n != before {
		t.Errorf("%d reports after a line was cut, %d before", n, before)
	}
	fields := map[string]string{"version": "1"}
	for k, v := range half {
		fields[k] = v
	}
	liaison.breakOff(entryPath(s.own)+"/moves", fields, long)
	e, err := s.db.Entry(t.Context(), s.own)
	check(t, err)
	if said, err := s.db.Feedback(t.Context(), e.ID); err != nil || len(said) != 0 || e.Percent != 0 || len(s.attachments(s.own)) != 0 {
		t.Errorf("feedback %v (%v), %d percent and %d files after a line was cut", said, err, e.Percent, len(s.attachments(s.own)))
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) != 0 {
		t.Errorf("left on disk: %v (%v)", left, err)
	}
	clerk.upload([]byte(short), map[string]string{"published": "2024-09-06"}).want(303)
	liaison.move(s.own, half, map[string]string{"说明.txt": "已完成"}).want(303)
	if n := s.reportsAdded(); n != before+1 || len(s.attachments(s.own)) != 1 {
		t.Errorf("%d reports and %d files afterwards", n-before, len(s.attachments(s.own)))
	}
}
