package web

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// sendRegister sends a register as the file that can be changed and loaded again.
func (s *Server) sendRegister(c *gin.Context) error {
	file, err := FindRegisterFile(c.Param("register"))
	if err != nil {
		return err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := file.Write(&b, now.Register, readerLanguage(c)); err != nil {
		return err
	}
	c.Header("Content-Disposition", disposition(file.File))
	c.Data(http.StatusOK, "text/plain; charset=utf-8", b.Bytes())
	return nil
}

// loadRegister saves or tries a file of a register, or its text as changed in the page.
func (s *Server) loadRegister(c *gin.Context) error {
	file, err := FindRegisterFile(c.Param("register"))
	if err != nil {
		return err
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload+spare)
	if err := c.Request.ParseMultipartForm(spare); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	text, unread := registerPosted(c)
	holds := 0
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) {
		if unread != nil {
			return Amendment{}, unread
		}
		a, err := file.Amend(strings.NewReader(text), now)
		holds = a.Holds
		return a, err
	})
	if err != nil {
		return err
	}
	if done.Saved {
		s.notify(c, file.Done.ZH, file.Done.EN, done.Added, done.Changed, holds)
		return goTo(c, "/admin/"+file.Name)
	}
	page := pages.RegisterFilePage{Name: file.Name, File: file.File, Words: file.Words, Text: text, Err: done.Err, Trying: done.Trying}
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, done.status(), pages.RegisterFile(page))
}

// registerPosted is the text of the file that came, or what stands in the page where none did.
func registerPosted(c *gin.Context) (string, error) {
	if c.Request.MultipartForm == nil {
		return c.Request.PostForm.Get("text"), nil
	}
	f, _, err := c.Request.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return "", ledger.Mistake(ledger.Invalid, "file", "请先选择文件。", "Choose a file first.")
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	return intake.RegisterText(f)
}
