package web

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
)

var errTemplateSize = ledger.Mistake(ledger.TooLarge, "file", "模板最大 %d MB。请压缩或去掉图片。", "A template has %d MB at most. Make its pictures smaller.", export.MaxTemplate>>20)

// templateSent is the file that a form brought, with its name.
func (s *Server) templateSent(c *gin.Context) (name string, data []byte, err error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, export.MaxTemplate+spare)
	err = c.Request.ParseMultipartForm(spare)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return "", nil, errTemplateSize
	case errors.Is(err, http.ErrNotMultipart):
		return "", nil, errChooseFile
	case err != nil:
		return "", nil, err
	}
	f, header, err := c.Request.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil, errChooseFile
	}
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	if header.Size > export.MaxTemplate {
		return "", nil, errTemplateSize
	}
	data, err = io.ReadAll(f)
	name = ledger.Shorten(path.Base(strings.ReplaceAll(strings.ToValidUTF8(header.Filename, ""), `\`, "/")), 100)
	return name, data, err
}

var errChooseFile = ledger.Mistake(ledger.Invalid, "file", "请先选择文件。", "Choose a file first.")
