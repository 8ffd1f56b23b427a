package web

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// maxScores is how many bytes a file of scores may have.
const maxScores = 4 << 20

// showScores shows a month's figures, the newest month's that has any where none is asked for.
func (s *Server) showScores(c *gin.Context) error {
	page, err := s.scoresPage(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Scores(page))
}

func (s *Server) scoresPage(c *gin.Context) (page pages.ScoresPage, err error) {
	ctx := c.Request.Context()
	month, err := monthParam(c)
	if err != nil {
		return page, err
	}
	if page.Base, err = s.base(c); err != nil {
		return page, err
	}
	if page.Periods, err = s.Store.ScoreMonths(ctx); err != nil {
		return page, err
	}
	if month == "" && len(page.Periods) > 0 {
		month = page.Periods[0]
	}
	scores, err := s.Store.Scores(ctx, month.Add(-1), month)
	if err != nil {
		return page, err
	}
	rules, err := s.Store.ScoreRules(ctx)
	if err != nil {
		return page, err
	}
	page.Table, page.Rule = ledger.NewScoreTable(month, page.Units, scores, rules), ledger.RuleFor(rules, month)
	if page.Approval, page.Ranked, err = s.Store.Approval(ctx, ledger.Ranking); err != nil {
		return page, err
	}
	page.Events, err = s.Store.ScoreEvents(ctx, month)
	return page, err
}

// exportScores sends a month's figures as they are shown.
func (s *Server) exportScores(c *gin.Context) error {
	page, err := s.scoresPage(c)
	if err != nil {
		return err
	}
	month := string(page.Table.Period)
	head, rows := page.Cells()
	sheet := export.Sheet{Lang: page.Lang, Name: page.T("考评成绩", "Scores"), Title: page.T("各单位考评成绩 %s", "Scores of units, %s", month), Day: page.Day.Today, Head: head, Rows: rows}
	return s.sendSheet(c, sheet, page.T("考评成绩", "scores")+"-"+month, "scores")
}

// sendTemplate sends the empty table to fill in: every unit of the register that a district reviews, and the indicators of the
// latest figures.
func (s *Server) sendTemplate(c *gin.Context) error {
	ctx := c.Request.Context()
	base, err := s.base(c)
	if err != nil {
		return err
	}
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	if month == "" {
		month = base.Day.Today.Period()
	}
	before, err := s.Store.Scores(ctx, month.Add(-12), month)
	if err != nil {
		return err
	}
	sheet := export.Sheet{Lang: ledger.Chinese, Name: "考评成绩", Title: "各单位考评成绩 " + string(month), Day: base.Day.Today, Head: []string{"单位代码", "单位", "月份"}}
	sheet.Head = append(sheet.Head, usualIndicators(before)...)
	for _, u := range base.Units {
		if u.Kind.Local() || u.Kind == ledger.Department {
			row := make([]any, len(sheet.Head))
			row[0], row[1], row[2] = u.Code, u.Name, string(month)
			sheet.Rows = append(sheet.Rows, row)
		}
	}
	return s.sendSheet(c, sheet, base.T("考评成绩模板", "scores-template")+"-"+string(month), "")
}

// usualIndicators are those of the newest month that has figures, the three rates where there is none.
func usualIndicators(scores []ledger.Score) (names []string) {
	if len(scores) == 0 {
		return []string{"响应率", "解决率", "满意率"}
	}
	p := scores[len(scores)-1].Period
	return ledger.NewScoreTable(p, unitsOf(scores), scores, nil).Indicators
}

func unitsOf(scores []ledger.Score) (all []ledger.Unit) {
	for _, s := range scores {
		all = append(all, ledger.Unit{Code: s.UnitCode})
	}
	return all
}

// sendSheet answers with a table in the format asked for; what is exported is put on record under subject, "" for nothing.
func (s *Server) sendSheet(c *gin.Context, sheet export.Sheet, name, subject string) error {
	format := c.DefaultQuery("format", "xlsx")
	var b bytes.Buffer
	if err := sheet.Write(&b, format); err != nil {
		return err
	}
	if subject != "" {
		if err := s.log(c, ledger.Event{Action: "export", Subject: subject, Note: format + " " + c.Request.URL.RawQuery}); err != nil {
			return err
		}
	}
	c.Header("Content-Disposition", disposition(name+"."+format))
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, export.MIMEOf(format), b.Bytes())
	return nil
}

func (s *Server) showNewScores(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	if month == "" {
		month = base.Day.Today.Period()
	}
	return show(c, http.StatusOK, pages.NewScores(pages.NewScoresPage{Base: base, Month: string(month)}))
}

// addScores imports a month's figures. A file with flaws imports nothing and shows them all; one that would correct figures
// that are there shows what it would alter, and corrects them when that is confirmed.
func (s *Server) addScores(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxScores+spare)
	if err := parseMultipart(c); err != nil {
		return err
	}
	base, err := s.base(c)
	if err != nil {
		return err
	}
	page := pages.NewScoresPage{Base: base, Month: c.PostForm("month")}
	name, data, err := sheetFile(c)
	if err != nil {
		return err
	}
	sheet, wrong, err := s.readScores(name, data, page.Month, base.Units)
	page.Wrong = wrong
	if page.Err = ledger.AsMistake(err); page.Err != nil {
		return show(c, http.StatusUnprocessableEntity, pages.NewScores(page))
	}
	if err != nil {
		return err
	}
	if len(page.Wrong) > 0 {
		return show(c, http.StatusUnprocessableEntity, pages.NewScores(page))
	}
	return s.saveScores(c, page, sheet)
}

// readScores reads a file of a month's figures, and every flaw that it has.
func (s *Server) readScores(name string, data []byte, said string, units []ledger.Unit) (ledger.ScoreSheet, []ledger.CellMistake, error) {
	month, err := ledger.ParsePeriod(said)
	if err == nil && month > s.day().Today.Period() {
		err = ledger.Mistake(ledger.Invalid, "month", "%s 还没有到，不能导入考评成绩。", "%s is still to come; no scores can be imported.", string(month))
	}
	if err != nil {
		return ledger.ScoreSheet{}, nil, err
	}
	return intake.ReadScores(name, data, month, units)
}

func (s *Server) saveScores(c *gin.Context, page pages.NewScoresPage, sheet ledger.ScoreSheet) error {
	ctx := c.Request.Context()
	err := s.Store.Write(ctx, s.actor(c), func(w *store.Writer) (err error) {
		page.Changes, err = w.SaveScores(sheet, c.PostForm("seen"))
		return err
	})
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.Conflict {
		if page.Seen, err = s.Store.SeenScores(ctx, sheet.Period); err != nil {
			return err
		}
		page.Sheet = canonical(sheet)
		return show(c, http.StatusConflict, pages.NewScores(page))
	}
	if err != nil {
		return err
	}
	if len(page.Changes) == 0 {
		s.notify(c, "%s 的数据与文件一致，没有改动。", "The figures of %s are those of the file; nothing was changed.", page.Month)
	} else {
		s.notify(c, "%[1]s 的考评成绩已导入：%[2]d 项数据有变动。", "The scores of %[1]s are in; figures changed: %[2]d.", page.Month, len(page.Changes))
	}
	return goTo(c, "/scores?month="+page.Month)
}

// parseMultipart reads a form, with files or without.
func parseMultipart(c *gin.Context) error {
	if err := c.Request.ParseMultipartForm(spare); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	return nil
}

// sheetFile is the file chosen, or the table that a confirmation carries.
func sheetFile(c *gin.Context) (string, []byte, error) {
	if text := c.PostForm("sheet"); text != "" {
		return "sheet.csv", []byte(text), nil
	}
	if c.Request.MultipartForm == nil || len(c.Request.MultipartForm.File["file"]) == 0 {
		return "", nil, nil
	}
	h := c.Request.MultipartForm.File["file"][0]
	f, err := h.Open()
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return h.Filename, data, err
}

// canonical writes a sheet as the CSV that reads as the same sheet, for the confirmation to carry.
func canonical(sheet ledger.ScoreSheet) string {
	var b strings.Builder
	out := csv.NewWriter(&b)
	_ = out.Write(append([]string{"单位代码"}, sheet.Indicators...)) // to memory
	var row []string
	for i, f := range sheet.Scores {
		if row == nil {
			row = make([]string, 1+len(sheet.Indicators))
			row[0] = f.UnitCode
		}
		row[1+f.Position] = strconv.FormatFloat(f.Value, 'f', -1, 64)
		if strings.HasSuffix(f.Indicator, "率") {
			row[1+f.Position] += "%"
		}
		if i+1 == len(sheet.Scores) || sheet.Scores[i+1].UnitCode != f.UnitCode {
			_ = out.Write(row)
			row = nil
		}
	}
	out.Flush()
	return b.String()
}
