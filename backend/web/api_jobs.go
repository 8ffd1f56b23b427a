package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// errNoPerson says that what is asked for is kept for a person.
var errNoPerson = ledger.Mistake(ledger.Conflict, "", "这项内容归个人所有，请用个人的令牌（在“我的账号”建立）。", "This belongs to a person: use a person's token, made under My account.")

// asPerson is the person for whom the token asks; a program's own token has none.
func (s *Server) asPerson(c *gin.Context) (*ledger.User, error) {
	if s.user(c) == "" {
		return nil, errNoPerson
	}
	return s.asker(c)
}

// apiJob is work in the background.
type apiJob struct {
	ID         int64           `json:"id"`
	Kind       ledger.JobKind  `json:"kind"`
	Title      string          `json:"title"`
	State      ledger.JobState `json:"state"`
	Name       string          `json:"name"`
	Done       int             `json:"done"`
	Total      int             `json:"total"`
	Percent    int             `json:"percent"`
	Why        string          `json:"why,omitempty"`
	CreatedAt  time.Time       `json:"created_at"`
	StartedAt  *time.Time      `json:"started_at,omitempty"`
	FinishedAt *time.Time      `json:"finished_at,omitempty"`
	ExpiresAt  time.Time       `json:"expires_at"`
}

// apiJobShown is one job with what it made and what became of its files.
type apiJobShown struct {
	apiJob
	File  *apiJobFile  `json:"file,omitempty"`
	Files []apiOutcome `json:"files"`
}

// apiJobFile is what a job made; apiOutcome what became of a file that it read.
type apiJobFile struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Path string `json:"path"`
}

type apiOutcome struct {
	Name     string `json:"name"`
	Report   int64  `json:"report,omitempty"`
	Title    string `json:"title,omitempty"`
	Findings int    `json:"findings"`
	Known    bool   `json:"known,omitempty"`
	Asks     string `json:"asks,omitempty"`
	Trouble  string `json:"trouble,omitempty"`
}

func jobAsJSON(j ledger.Job, l ledger.Lang) apiJob {
	return apiJob{
		j.ID, j.Kind, j.Title, j.State, j.State.Words().In(l), j.Done, j.Total, j.Percent(), j.Why().In(l), j.CreatedAt, j.StartedAt, j.FinishedAt, j.ExpiresAt,
	}
}

func jobPath(id int64) string { return apiRoot + "jobs/" + strconv.FormatInt(id, 10) }

func (s *Server) apiJobs(c *gin.Context) error {
	if s.user(c) == "" {
		return errNoPerson
	}
	jobs, err := s.Store.Jobs().Of(c.Request.Context(), s.user(c))
	if err != nil {
		return err
	}
	all := make([]apiJob, len(jobs))
	for i, j := range jobs {
		all[i] = jobAsJSON(j, readerLanguage(c))
	}
	return sendList(c, all, func(j apiJob) string { return strconv.FormatInt(j.ID, 10) })
}

func (s *Server) apiJob(c *gin.Context) error {
	job, err := s.ownJob(c)
	if err != nil {
		return err
	}
	page, err := s.jobShown(c, job)
	if err != nil {
		return err
	}
	l := readerLanguage(c)
	out := apiJobShown{jobAsJSON(*job, l), nil, []apiOutcome{}}
	if job.State == ledger.JobDone && page.Name != "" {
		out.File = &apiJobFile{page.Name, page.Size, jobPath(job.ID) + "/file"}
	}
	for _, o := range page.Outcomes {
		out.Files = append(out.Files, apiOutcome{o.Name, o.Report, o.Title, o.Findings, o.Known, o.Asks, o.Trouble.In(l)})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// jobShown is a job with what it made and what became of its files.
func (s *Server) jobShown(c *gin.Context, job *ledger.Job) (page pages.JobPage, err error) {
	page.Job = *job
	if page.Name, page.Size, err = s.Store.Jobs().Result(c.Request.Context(), job.ID); err != nil {
		return page, err
	}
	files, err := s.Store.Jobs().Files(c.Request.Context(), job.ID)
	if err != nil {
		return page, err
	}
	for _, f := range files {
		var o pages.Outcome
		if f.Outcome == "" {
			continue
		}
		if err := json.Unmarshal([]byte(f.Outcome), &o); err != nil {
			return page, fmt.Errorf("read what became of a file: %w", err)
		}
		page.Outcomes = append(page.Outcomes, o)
	}
	return page, nil
}

// apiStartExport has a file of the ledger made in the background.
func (s *Server) apiStartExport(c *gin.Context) error {
	job, err := s.addExport(c)
	if err != nil {
		return err
	}
	c.Header("Location", jobPath(job.ID))
	c.JSON(http.StatusAccepted, jobAsJSON(*job, readerLanguage(c)))
	return nil
}

// apiImport has the files of a form read in the background, and those of packed folders in it, each for itself.
func (s *Server) apiImport(c *gin.Context) error {
	if _, err := s.asPerson(c); err != nil {
		return err
	}
	f, err := s.uploads(c)
	if err == nil && len(f.files) == 0 {
		err = ledger.Mistake(ledger.Invalid, "file", "表单里没有文件：请用字段 file 上传，可以多个，也可以是 .zip。", "The form has no file: send them in the field file, several or a .zip.")
	}
	if err != nil {
		return err
	}
	f.text, f.Ask = "", AskDoubt
	job, err := s.queueReports(c, f)
	if err != nil {
		return err
	}
	c.Header("Location", jobPath(job.ID))
	c.JSON(http.StatusAccepted, jobAsJSON(*job, readerLanguage(c)))
	return nil
}

// apiCancelJob ends a job before it is done, and answers with how it stands.
func (s *Server) apiCancelJob(c *gin.Context) error {
	job, err := s.ownJob(c)
	if err != nil {
		return err
	}
	if err := s.Store.Jobs().Cancel(c.Request.Context(), s.user(c), job.ID); err != nil {
		return err
	}
	return s.apiJob(c)
}
