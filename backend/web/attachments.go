package web

import (
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

// filePolicy keeps a file that came from outside from doing anything, should a browser show it all the same.
const filePolicy = "sandbox; default-src 'none'"

// sendAttachment sends a file that came with feedback on this entry, to be saved and never shown in the page.
func (s *Server) sendAttachment(c *gin.Context) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	id, err := idParam(c, "attachment")
	if err != nil {
		return err
	}
	file, err := s.Store.Attachment(c.Request.Context(), e.ID, id)
	if err != nil {
		return err
	}
	if err := s.log(c, ledger.Event{Action: "export", Subject: "entry", SubjectID: e.ID, Note: file.Name}); err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Disposition", disposition(file.Name))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
	c.Data(http.StatusOK, file.Type, file.Data)
	return nil
}

// parseFiles reads a form that may bring files, each of which and all of which have their bounds.
func parseFiles(c *gin.Context) error {
	if !strings.HasPrefix(c.Request.Header.Get("Content-Type"), "multipart/form-data") {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, spare)
		return c.Request.ParseForm()
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, ledger.MaxFiles*ledger.MaxFile+spare)
	if err := c.Request.ParseMultipartForm(spare); err != nil {
		if m := mistake(err); m != nil {
			return tooManyFiles
		}
		return ledger.Mistake(ledger.BadRequest, "file", "表单没有传完整，没有保存任何内容。请检查网络后重试。", "The form did not arrive whole and nothing was saved. Check the connection and send it again.")
	}
	return nil
}

var tooManyFiles = ledger.Mistake(ledger.TooLarge, "file", "一次最多附 %[1]d 个文件，每个最大 %[2]d MB。请减少后再提交。", "%[1]d files at most can be attached at once, of %[2]d MB each. Send fewer.", ledger.MaxFiles, ledger.MaxFile>>20)

// attached reads the files of a form that was parsed with parseFiles.
func attached(c *gin.Context) (all []ledger.Attachment, err error) {
	form := c.Request.MultipartForm
	if form == nil {
		return nil, nil
	}
	if len(form.File["file"]) > ledger.MaxFiles {
		return nil, tooManyFiles
	}
	for _, h := range form.File["file"] {
		if h.Filename == "" && h.Size == 0 {
			continue // a field left empty
		}
		a, err := attachment(h)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

func attachment(h *multipart.FileHeader) (ledger.Attachment, error) {
	data, err := newReports{limit: ledger.MaxFile}.bytes(h)
	if err != nil {
		return ledger.Attachment{}, err
	}
	return intake.Attach(h.Filename, data)
}
