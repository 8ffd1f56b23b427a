package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// longExport is how many rows a file that is made whole may have before it is better made in the background.
const longExport = 20_000

// showJobs lists the own jobs.
func (s *Server) showJobs(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.JobsPage{Base: base}
	if page.Jobs, err = s.Store.Jobs().Of(c.Request.Context(), s.user(c)); err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Jobs(page))
}

func (s *Server) ownJob(c *gin.Context) (*ledger.Job, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.Store.Jobs().Find(c.Request.Context(), s.user(c), id)
}

// showJob says how far a job is, and what became of its files or where its result is.
func (s *Server) showJob(c *gin.Context) error {
	job, err := s.ownJob(c)
	if err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page, err := s.jobShown(c, job)
	if err != nil {
		return err
	}
	page.Base = base
	return show(c, http.StatusOK, pages.JobShown(page))
}

// sendJobResult sends what a job made to whoever asked for it.
func (s *Server) sendJobResult(c *gin.Context) error {
	job, err := s.ownJob(c)
	if err != nil {
		return err
	}
	name, size, err := s.Store.Jobs().Result(c.Request.Context(), job.ID)
	if err != nil {
		return err
	}
	if job.State != ledger.JobDone || name == "" {
		return ledger.Mistake(ledger.NotFound, "job", "这项任务没有可下载的结果。", "This job has no result to download.")
	}
	s.attach(c, name, export.MIMEOf(strings.TrimPrefix(filepath.Ext(name), ".")))
	c.Header("Content-Length", strconv.FormatInt(size, 10))
	return s.brokenOff(c, s.Store.Jobs().Send(c.Request.Context(), job.ID, c.Writer))
}

// cancelJob ends a job before it is done.
func (s *Server) cancelJob(c *gin.Context) error {
	job, err := s.ownJob(c)
	if err != nil {
		return err
	}
	if err := s.Store.Jobs().Cancel(c.Request.Context(), s.user(c), job.ID); err != nil {
		return err
	}
	return goTo(c, "/jobs")
}

// startExport queues an export that takes long, and leads to its page.
func (s *Server) startExport(c *gin.Context) error {
	job, err := s.addExport(c)
	if err != nil {
		return err
	}
	return goTo(c, "/jobs/"+strconv.FormatInt(job.ID, 10))
}

// addExport queues an export of what the address selects.
func (s *Server) addExport(c *gin.Context) (*ledger.Job, error) {
	f, err := s.filter(c)
	if err != nil {
		return nil, err
	}
	if s.user(c) == "" {
		return nil, errNoPerson
	}
	ext, ok := strings.CutPrefix(c.Param("file"), "entries.")
	if !ok {
		return nil, errNoPage
	}
	format, err := export.Find(ext)
	if err != nil {
		return nil, err
	}
	x, total, err := s.tableAndTotal(c.Request.Context(), f, format.In(readerLanguage(c)))
	if err != nil {
		return nil, err
	}
	params, err := json.Marshal(exportWanted{f.Settled().Values().Encode(), c.Query("cols"), format.Name, x.Lang})
	if err != nil {
		return nil, err
	}
	job := ledger.Job{Owner: s.user(c), Kind: ledger.ExportJob, Title: x.Title + "（" + format.Words.ZH + "）", Params: string(params), Total: total, ExpiresAt: s.Now().Add(jobKeeps)}
	if x.Lang == ledger.English {
		job.Title = x.Title + " (" + format.Words.EN + ")"
	}
	if err := s.queue(c, &job, nil); err != nil {
		return nil, err
	}
	return &job, s.logExport(c, "entries", format.Name, f)
}

// queue adds a job and wakes who does it.
func (s *Server) queue(c *gin.Context, job *ledger.Job, files jobFiles) error {
	if files == nil {
		files = func(func(ledger.JobFile, error) bool) {}
	}
	if _, err := s.Store.Jobs().Add(c.Request.Context(), job, files); err != nil {
		return err
	}
	s.wakeWorker()
	return nil
}

// offerExport asks whether to make a long export in the background.
func (s *Server) offerExport(c *gin.Context, total int) error {
	if isAPI(c) {
		return ledger.Mistake(ledger.Conflict, "file", "有 %[1]d 行，这种文件要在后台生成：请对同一地址用 POST，或者取 csv、json。", "There are %[1]d rows; this kind of file is made in the background: POST to the same address, or ask for csv or json.", total)
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.LongExport(pages.LongExportPage{Base: base, Total: total, Action: c.Request.URL.RequestURI()}))
}

// filterOf is the filter of a job, kept with days and not with words that move.
func filterOf(query string) (ledger.Filter, error) {
	v, err := url.ParseQuery(query)
	if err != nil {
		return ledger.Filter{}, ledger.Mistake(ledger.BadRequest, "filter", "筛选条件无法识别。", "The filter cannot be read.")
	}
	return ledger.ParseFilter(v, "")
}

// tableOf is what an export says beside its rows; an unknown unit or theme is told here, before anything is written.
func (s *Server) tableOf(ctx context.Context, f ledger.Filter, lang ledger.Lang) (export.Table, error) {
	x, _, err := s.tableAndTotal(ctx, f, lang)
	return x, err
}

func (s *Server) tableAndTotal(ctx context.Context, f ledger.Filter, lang ledger.Lang) (x export.Table, total int, err error) {
	first := f
	first.Page, first.Limit, first.Cursor = 1, 1, ""
	page, err := s.Store.Entries(ctx, first, s.day())
	if err != nil {
		return x, 0, err
	}
	reports, err := s.Store.Reports(ctx)
	if err != nil {
		return x, 0, err
	}
	now, err := s.known.at(ctx, s.Store)
	x = ExportTable(lang, f, now.Units, reports)
	x.Day, x.Workdays, x.Zone, x.Themes = s.day(), s.calendar().Between, s.Location, themeNames(now.Themes)
	return x, page.Total, err
}
