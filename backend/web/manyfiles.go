package web

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"mime/multipart"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/encoding/simplifiedchinese"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

const (
	manyFiles   = 8   // more than these, or any packed folder, are read in the background
	mostPacked  = 500 // files of a packed folder
	packedTimes = 8   // times the largest file that a packed folder may unpack to
)

// jobFiles are the files that a job is to read, one after the other.
type jobFiles = iter.Seq2[ledger.JobFile, error]

func packed(h *multipart.FileHeader) bool { return strings.EqualFold(path.Ext(h.Filename), ".zip") }

// long tells whether reading the form's files takes longer than anybody waits for a page.
func (f newReports) long() bool {
	for _, h := range f.files {
		if packed(h) {
			return true
		}
	}
	return f.count() > manyFiles
}

// addInBackground queues all that the form holds, and leads to the page of the job.
func (s *Server) addInBackground(c *gin.Context, f newReports) error {
	job, err := s.queueReports(c, f)
	if m := mistake(err); m != nil {
		return s.newReportAgain(c, m)
	}
	if err != nil {
		return err
	}
	return goTo(c, "/jobs/"+strconv.FormatInt(job.ID, 10))
}

// queueReports queues all that the form holds, each file for itself, with those of packed folders.
func (s *Server) queueReports(c *gin.Context, f newReports) (*ledger.Job, error) {
	params, err := json.Marshal(importWanted{f.File.Published, f.Keep, f.Ask, c.ClientIP(), s.actor(c).Via, f.Seat})
	if err != nil {
		return nil, err
	}
	title := f.files[0].Filename
	if n := len(f.files); n > 1 {
		title = readerLanguage(c).T("%[1]s 等 %[2]d 个文件", "%[1]s and others, %[2]d files", title, n)
	}
	job := &ledger.Job{Owner: s.user(c), Kind: ledger.ImportJob, Title: title, Params: string(params), ExpiresAt: s.Now().Add(jobKeeps)}
	return job, s.queue(c, job, f.unpacked(readerLanguage(c)))
}

// unpacked gives the form's files one by one, and in the place of a packed folder the files in it.
func (f newReports) unpacked(l ledger.Lang) jobFiles {
	return func(yield func(ledger.JobFile, error) bool) {
		left := int64(packedTimes) * f.limit
		for _, h := range f.files {
			data, err := f.bytes(h)
			if err != nil || !packed(h) {
				if !yield(ledger.JobFile{Name: h.Filename, Data: data}, err) {
					return
				}
				continue
			}
			for file, err := range f.folder(h.Filename, data, &left) {
				if !yield(file, err) {
					return
				}
			}
		}
		if f.pasted() {
			yield(ledger.JobFile{Name: l.T("粘贴的文字", "pasted text"), Data: []byte(f.text)}, nil)
		}
	}
}

// folder gives the files of a packed folder; left is how many bytes may still be unpacked.
func (f newReports) folder(name string, data []byte, left *int64) jobFiles {
	return func(yield func(ledger.JobFile, error) bool) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			yield(ledger.JobFile{}, ledger.Mistake(ledger.Unreadable, "file", "压缩包 %s 打不开，可能已损坏。", "The packed folder %s cannot be opened; it may be damaged.", name))
			return
		}
		n := 0
		for _, p := range z.File {
			base := path.Base(strings.ReplaceAll(packedName(p), "\\", "/"))
			if p.FileInfo().IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasPrefix(p.Name, "__MACOSX/") {
				continue
			}
			if n++; n > mostPacked {
				yield(ledger.JobFile{}, ledger.Mistake(ledger.TooLarge, "file", "压缩包 %[1]s 里的文件超过 %[2]d 个，请分几个压缩包。", "The packed folder %[1]s has more than %[2]d files; split it.", name, mostPacked))
				return
			}
			data, err := f.unpack(name, p, left)
			if !yield(ledger.JobFile{Name: base, Data: data}, err) || err != nil {
				return
			}
		}
		if n == 0 {
			yield(ledger.JobFile{}, ledger.Mistake(ledger.Invalid, "file", "压缩包 %s 里没有文件。", "The packed folder %s has no files.", name))
		}
	}
}

func (f newReports) unpack(name string, p *zip.File, left *int64) ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, ledger.Mistake(ledger.Unreadable, "file", "压缩包 %s 里有文件取不出来：可能加了密码，或者已损坏。", "A file of the packed folder %s cannot be taken out: it has a password or is damaged.", name)
	}
	defer r.Close()
	most := min(f.limit, *left)
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, ledger.Mistake(ledger.Unreadable, "file", "压缩包 %s 已损坏。", "The packed folder %s is damaged.", name)
	}
	if *left -= int64(len(data)); int64(len(data)) > most {
		return nil, ledger.Mistake(ledger.TooLarge, "file", "压缩包 %[1]s 里的文件太大：每个最大 %[2]d MB，共 %[3]d MB。", "The packed folder %[1]s holds too much: %[2]d MB a file and %[3]d MB in all.", name, f.limit>>20, packedTimes*f.limit>>20)
	}
	return data, nil
}

// packedName is a file's name within a packed folder, which programs for Chinese Windows write in GB18030.
func packedName(p *zip.File) string {
	if utf8.ValidString(p.Name) {
		return p.Name
	}
	if name, err := simplifiedchinese.GB18030.NewDecoder().String(p.Name); err == nil {
		return name
	}
	return strings.ToValidUTF8(p.Name, "_")
}

// becameOf says what became of a file of a job; one that waits for a person's word is set aside.
func (s *Server) becameOf(ctx context.Context, job *ledger.Job, sub Submission, got *Received, err error) pages.Outcome {
	o := pages.Outcome{Name: sub.File.Name}
	m := mistake(err)
	if waits(m) {
		o.Asks = m.Field
		o.Key, err = s.setAsideFor(ctx, job.Owner, sub, jobKeeps)
		m = mistake(err)
	}
	switch {
	case m != nil:
		o.Trouble = m.Words
	case err != nil:
		s.Log.ErrorContext(ctx, "a file of a job", "job", job.ID, "error", err)
		o.Trouble = ledger.Words{ZH: "系统出了问题，这个文件没有导入。", EN: "Something went wrong; this file was not taken in."}
	case got != nil:
		o = outcomeOf(o.Name, got)
	}
	return o
}
