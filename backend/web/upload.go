package web

import (
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// spare is what a form may weigh beside the report itself.
const spare = 1 << 20

// upload reads the form of a new report: a file, or text where no file is given.
func (s *Server) upload(c *gin.Context) (Submission, error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload+spare)
	sub := Submission{}
	if err := parseForm(c.Request); err != nil {
		return sub, err
	}
	sub.Keep = c.Request.PostForm.Get("keep") != ""
	sub.File.Name = strings.TrimSpace(c.Request.PostForm.Get("name"))
	data, name, err := s.body(c)
	if err != nil {
		return sub, err
	}
	sub.File.Data, sub.File.FileName = data, name
	if sub.File.Name == "" {
		sub.File.Name = name
	}
	sub.File.Published, err = s.published(c.Request.PostForm.Get("published"))
	return sub, err
}

func parseForm(r *http.Request) error {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return r.ParseMultipartForm(spare)
	}
	return r.ParseForm()
}

// body is the file's bytes and name, or the pasted text.
func (s *Server) body(c *gin.Context) ([]byte, string, error) {
	if c.Request.MultipartForm != nil {
		for _, h := range c.Request.MultipartForm.File["file"] {
			if h.Size == 0 {
				continue
			}
			if h.Size > s.MaxUpload {
				return nil, "", &http.MaxBytesError{Limit: s.MaxUpload}
			}
			f, err := h.Open()
			if err != nil {
				return nil, "", err
			}
			defer f.Close()
			data, err := io.ReadAll(f)
			return data, h.Filename, err
		}
	}
	return []byte(c.Request.PostForm.Get("text")), readerLanguage(c).T("粘贴的文字", "pasted text"), nil
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
