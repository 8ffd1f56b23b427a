package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiScores is a month's figures. A rank is given only where an approval of showing ranks is on record.
type apiScores struct {
	apiList[apiScoreRow]
	Period     ledger.Period    `json:"period"`
	Periods    []ledger.Period  `json:"periods"`
	Indicators []string         `json:"indicators"`
	Graded     string           `json:"graded,omitempty"`
	Seen       string           `json:"seen"`
	Approval   *ledger.Approval `json:"approval,omitempty"`
}

type apiScoreRow struct {
	Unit  string             `json:"unit"`
	Name  string             `json:"name"`
	Marks map[string]apiMark `json:"marks"`
	Grade string             `json:"grade,omitempty"`
	Rank  int                `json:"rank,omitempty"`
}

type apiMark struct {
	Value    float64  `json:"value"`
	Computed bool     `json:"computed"`
	Before   *float64 `json:"before,omitempty"`
}

func (s *Server) apiScores(c *gin.Context) error {
	page, err := s.scoresPage(c)
	if err != nil {
		return err
	}
	var rows []apiScoreRow
	for _, r := range page.Table.Rows {
		row := apiScoreRow{Unit: r.Unit.Code, Name: r.Unit.Name, Marks: map[string]apiMark{}, Grade: r.Grade}
		if page.Ranked {
			row.Rank = r.Rank
		}
		for name, m := range r.Marks {
			row.Marks[name] = apiMark{m.Value, m.Computed, m.Before}
		}
		rows = append(rows, row)
	}
	out := apiScores{Period: page.Table.Period, Periods: append([]ledger.Period{}, page.Periods...), Indicators: append([]string{}, page.Table.Indicators...), Graded: page.Table.Graded}
	if page.Ranked {
		out.Approval = &page.Approval
	}
	if out.Seen, err = s.Store.SeenScores(c.Request.Context(), out.Period); err != nil {
		return err
	}
	if out.apiList, err = stretch(c, rows, func(r apiScoreRow) string { return r.Unit }); err == nil {
		c.JSON(http.StatusOK, out)
	}
	return err
}

// scoresAsked are figures as JSON: a value for each indicator in each unit's row.
type scoresAsked struct {
	Month      string
	Indicators []string
	Rows       []struct {
		Unit   string
		Values []*float64
	}
	Seen string // the print of the figures that are there, to correct them
}

// apiAddScores imports a month's figures, as JSON or as the file that the page takes, by the page's rules.
func (s *Server) apiAddScores(c *gin.Context) error {
	name, data, ask, err := s.scoresSent(c)
	if err != nil {
		return err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	sheet, wrong, err := s.readScores(name, data, ask.Month, now.Units)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return cellsWrong(wrong)
	}
	var changes []ledger.ScoreChange
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		changes, err = w.SaveScores(sheet, ask.Seen)
		return err
	})
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"period": sheet.Period, "changed": len(changes)})
	}
	return err
}

// scoresSent is the file that came, or the JSON as such a file.
func (s *Server) scoresSent(c *gin.Context) (name string, data []byte, ask scoresAsked, err error) {
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxScores+spare)
		if err = parseMultipart(c); err != nil {
			return "", nil, ask, err
		}
		ask.Month, ask.Seen = c.PostForm("month"), c.PostForm("seen")
		name, data, err = sheetFile(c)
		return name, data, ask, err
	}
	err = readJSON(c, maxScores, &ask)
	return "scores.csv", ask.file(), ask, err
}

func (a scoresAsked) file() []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	_ = out.Write(append([]string{"单位代码"}, a.Indicators...)) // to memory
	for _, r := range a.Rows {
		row := []string{r.Unit}
		for _, v := range r.Values {
			if row = append(row, ""); v != nil {
				row[len(row)-1] = strconv.FormatFloat(*v, 'f', -1, 64)
			}
		}
		_ = out.Write(row)
	}
	out.Flush()
	return b.Bytes()
}

// cellsWrong says what is wrong with each cell of a file.
func cellsWrong(wrong []ledger.CellMistake) error {
	m := ledger.Mistake(ledger.Invalid, "", "文件有 %d 处要改，没有导入任何数据。", "Nothing was imported: cells to mend: %d.", len(wrong))
	for _, w := range wrong {
		m.More = append(m.More, ledger.FieldMistake{Field: strings.TrimPrefix(w.Sheet+"!"+w.Cell, "!"), Words: w.Words})
	}
	return m
}
