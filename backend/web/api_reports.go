package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// apiReport is a report with how far its review has come; Text is given where one report is asked for.
type apiReport struct {
	ledger.Report
	Drafts   int    `json:"drafts"`
	Accepted int    `json:"accepted"`
	Rejected int    `json:"rejected"`
	Linked   int    `json:"linked"`
	Text     string `json:"text,omitempty"`
}

// apiReceived is what became of a report that was brought in.
type apiReceived struct {
	Report   *ledger.Report `json:"report"`
	Created  bool           `json:"created"`
	Findings []apiEntry     `json:"findings"`
}

func (s *Server) apiReports(c *gin.Context) error {
	f, err := ledger.ParseReportFilter(c.Request.URL.Query())
	if err != nil {
		return err
	}
	reports, err := s.Store.ReportsOf(c.Request.Context(), f)
	if err != nil {
		return err
	}
	all := make([]apiReport, len(reports))
	for i, r := range reports {
		all[i] = apiReport{r.Report, r.Drafts, r.Accepted, r.Rejected, r.Linked, ""}
	}
	return sendList(c, all, func(r apiReport) string { return strconv.FormatInt(r.ID, 10) })
}

// apiReport shows a report with its text, which the offsets of findings count in.
func (s *Server) apiReport(c *gin.Context) error {
	r, err := s.reportOf(c)
	if err != nil {
		return err
	}
	findings, err := s.Store.Findings(c.Request.Context(), r.ID)
	if err != nil {
		return err
	}
	out := apiReport{Report: *r, Text: r.Text}
	for _, f := range findings {
		switch f.Status {
		case ledger.Draft:
			out.Drafts++
		case ledger.Rejected:
			out.Rejected++
		case ledger.Linked:
			out.Linked++
		default:
			out.Accepted++
		}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) reportOf(c *gin.Context) (*ledger.Report, error) {
	id, err := idParam(c, "id")
	if err != nil {
		return nil, err
	}
	return s.Store.Report(c.Request.Context(), id)
}

// apiAddReport takes {"text", "name", "published", "keep", "register"} as JSON, or the same as a multipart form with a file.
func (s *Server) apiAddReport(c *gin.Context) error {
	sub, err := s.apiSubmission(c)
	if err != nil {
		return err
	}
	reader, err := s.reader(sub.within(c.Request.Context()))
	if err != nil {
		return err
	}
	got, err := s.takeIn(c, reader, sub)
	if err != nil {
		return err
	}
	out := apiReceived{got.Report, !got.Known, withLights(got.Findings, s.lamp(c))}
	if got.Known {
		c.JSON(http.StatusOK, out)
		return nil
	}
	return made(c, reportPath(got.Report.ID), out)
}

func reportPath(id int64) string { return apiRoot + "reports/" + strconv.FormatInt(id, 10) }

func (s *Server) apiSubmission(c *gin.Context) (Submission, error) {
	if !strings.HasPrefix(c.ContentType(), "application/json") {
		return s.apiForm(c)
	}
	var ask struct {
		Text, Name, Published, Unit string
		Keep, Register              bool
	}
	// A character of text may take six bytes in JSON (\uXXXX) where UTF-8 takes three.
	if err := readJSON(c, 2*s.MaxUpload+spare, &ask); err != nil {
		return Submission{}, err
	}
	if int64(len(ask.Text)) > s.MaxUpload {
		return Submission{}, &http.MaxBytesError{Limit: s.MaxUpload}
	}
	sub := Submission{Keep: ask.Keep, Register: ask.Register}
	sub.File.Data, sub.File.Name = []byte(ask.Text), strings.TrimSpace(ask.Name)
	if sub.File.Name == "" {
		sub.File.Name = "API"
	}
	var err error
	if sub.Seat, err = s.seatTyped(c.Request.Context(), ask.Unit); err != nil {
		return sub, err
	}
	sub.File.Published, err = s.published(ask.Published)
	return sub, err
}

// apiForm is the one report of a form.
func (s *Server) apiForm(c *gin.Context) (Submission, error) {
	f, err := s.uploads(c)
	if err == nil && len(f.files) > 1 {
		err = ledger.Mistake(ledger.Invalid, "file", "接口一次只收一份报告，请逐份发送。", "The API takes one report at a time; send them one by one.")
	}
	if err != nil {
		return Submission{}, err
	}
	if len(f.files) == 1 {
		f.text = ""
	}
	f.Register = c.Request.PostForm.Get("register") != ""
	return f.only(readerLanguage(c))
}

// apiWithdrawal tells what withdrawing the report would do.
func (s *Server) apiWithdrawal(c *gin.Context) error {
	r, err := s.reportOf(c)
	if err != nil {
		return err
	}
	would, err := s.Store.Withdrawal(c.Request.Context(), r.ID)
	if err != nil {
		return err
	}
	l := s.lamp(c)
	c.JSON(http.StatusOK, gin.H{"closing": withLights(would.Closing, l), "staying": withLights(would.Staying, l), "drafts": would.Drafts, "resolved": would.Resolved})
	return nil
}

func (s *Server) apiWithdraw(c *gin.Context) error {
	var ask struct{ Reason string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	return s.changeReport(c, func(w *store.Writer, id int64) error { return w.Withdraw(id, ask.Reason) })
}

func (s *Server) apiPutBack(c *gin.Context) error { return s.changeReport(c, (*store.Writer).PutBack) }

// changeReport does something to the report in the path and answers with it as it is then.
func (s *Server) changeReport(c *gin.Context, do func(*store.Writer, int64) error) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	if err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return do(w, id) }); err != nil {
		return err
	}
	return s.apiReport(c)
}

// apiDifference is what a new reading sees otherwise: before alone is gone, after alone is new.
type apiDifference struct {
	Before *apiEntry `json:"before,omitempty"`
	After  *apiEntry `json:"after,omitempty"`
	Fields []string  `json:"fields"`
}

// apiReading tells what reading the report again would change (apply) and what it only sees otherwise (tell).
func (s *Server) apiReading(c *gin.Context) error {
	again, err := s.readAgain(c)
	if err != nil {
		return err
	}
	diff, err := s.Store.Rereading(c.Request.Context(), again.Report.ID, again.Findings)
	if err != nil {
		return err
	}
	digest, err := diff.Digest()
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"apply": differences(diff.Apply, s.lamp(c)), "tell": differences(diff.Tell, s.lamp(c)), "digest": digest})
	return nil
}

func differences(of []ledger.Difference, l lamp) []apiDifference {
	all := make([]apiDifference, len(of))
	for i, d := range of {
		if all[i].Fields = []string{}; d.Fields != nil {
			all[i].Fields = d.Fields
		}
		for from, to := range map[*ledger.Entry]**apiEntry{d.Before: &all[i].Before, d.After: &all[i].After} {
			if from != nil {
				e := withLight(*from, l)
				*to = &e
			}
		}
	}
	return all
}

// apiTakeReading applies a reading that was shown, which the digest tells.
func (s *Server) apiTakeReading(c *gin.Context) error {
	var ask struct{ Digest string }
	if err := readJSON(c, spare, &ask); err != nil {
		return err
	}
	again, err := s.readAgain(c)
	if err != nil {
		return err
	}
	return s.changeReport(c, func(w *store.Writer, _ int64) error { return w.Reread(&again.Report, again.Findings, ask.Digest) })
}
