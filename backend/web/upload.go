package web

import (
	"errors"
	"io"
	"iter"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

const (
	spare     = 1 << 20 // bytes that a form may weigh beside the reports themselves
	maxFiles  = 50      // in one form
	maxForm   = 4       // times the largest file that all of a form's may weigh together
	maxUnread = 1 << 30 // bytes of a form too large that are let by, so that its sender hears why it was refused
)

// newReports is the form of new reports as it was sent: files, pasted text, or both; aside names a file sent before.
type newReports struct {
	Submission // what the form says of every report: all but the file itself
	files      []*multipart.FileHeader
	text       string
	aside      string
	limit      int64
}

// uploads reads the form of new reports.
func (s *Server) uploads(c *gin.Context) (newReports, error) {
	f := newReports{limit: s.MaxUpload}
	if err := s.parseForm(c); err != nil {
		return f, err
	}
	form := c.Request.PostForm
	f.Keep, f.aside, f.text = form.Get("keep") != "", form.Get("aside"), form.Get("text")
	f.File.Columns = columnsSaid(form)
	f.File.Name = strings.TrimSpace(form.Get("name"))
	if m := c.Request.MultipartForm; m != nil {
		f.files = m.File["file"]
	}
	var err error
	if f.Seat, err = s.seatTyped(c.Request.Context(), form.Get("unit")); err != nil {
		return f, err
	}
	if f.File.Published, err = s.published(form.Get("published")); err == nil && len(f.files) > maxFiles {
		err = s.tooMuch()
	}
	return f, err
}

func (s *Server) parseForm(c *gin.Context) error {
	r, most := c.Request, maxForm*s.MaxUpload+spare
	if r.ContentLength > most {
		_, _ = io.CopyN(io.Discard, r.Body, min(r.ContentLength, maxUnread))
		return s.tooMuch()
	}
	r.Body = http.MaxBytesReader(c.Writer, r.Body, most)
	parse := r.ParseForm
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		parse = func() error { return r.ParseMultipartForm(spare) }
	}
	err := parse()
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return s.tooMuch()
	}
	return err
}

func (s *Server) tooMuch() error {
	return ledger.Mistake(ledger.TooLarge, "file", "一次最多上传 %[1]d 个文件，每个最大 %[2]d MB，共 %[3]d MB。请分几次上传。",
		"%[1]d files at most can be sent at once, of %[2]d MB each and %[3]d MB in all. Send them in several goes.", maxFiles, s.MaxUpload>>20, maxForm*s.MaxUpload>>20)
}

// count is how many reports the form holds; an empty one counts as one, of no words.
func (f newReports) count() int {
	if n := len(f.files); n > 0 && f.pasted() {
		return n + 1
	} else {
		return max(n, 1)
	}
}

func (f newReports) pasted() bool { return strings.TrimSpace(f.text) != "" }

// each reads the form's reports one after the other, so that no two files are in memory at once. A file that cannot be taken
// comes with its name and a mistake.
func (f newReports) each(l ledger.Lang) iter.Seq2[Submission, error] {
	return func(yield func(Submission, error) bool) {
		alone := f.count() == 1
		for _, h := range f.files {
			sub := f.Submission
			data, err := f.bytes(h)
			sub.File.Data, sub.File.FileName = data, h.Filename
			if !alone || sub.File.Name == "" {
				sub.File.Name = h.Filename
			}
			if !yield(sub, err) {
				return
			}
		}
		if f.pasted() || len(f.files) == 0 {
			sub := f.Submission
			sub.File.Data, sub.File.FileName = []byte(f.text), l.T("粘贴的文字", "pasted text")
			if sub.File.Name = f.File.Name; !alone || sub.File.Name == "" {
				sub.File.Name = sub.File.FileName
			}
			var err error
			if int64(len(f.text)) > f.limit {
				err = &http.MaxBytesError{Limit: f.limit}
			}
			yield(sub, err)
		}
	}
}

// only is the form's report where it is the only one.
func (f newReports) only(l ledger.Lang) (sub Submission, err error) {
	for sub, err = range f.each(l) {
		break
	}
	return sub, err
}

func (f newReports) bytes(h *multipart.FileHeader) ([]byte, error) {
	if h.Size > f.limit {
		return nil, &http.MaxBytesError{Limit: f.limit}
	}
	file, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// published reads the day of publication; a form that leaves it out means today.
func (s *Server) published(day string) (ledger.Date, error) {
	if day == "" {
		return s.day().Today, nil
	}
	d, err := ledger.ParseDate(day)
	if m := ledger.AsMistake(err); m != nil {
		m.Field = "published"
	}
	return d, err
}
