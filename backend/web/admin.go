package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showAdmin(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Admin(pages.AdminPage{Base: base, Units: len(now.Units), Themes: len(now.Themes), Words: len(now.Terms)}))
}

// trying is what the side of a form needs to offer a dry run.
func (s *Server) trying(c *gin.Context) (t pages.Trying, err error) {
	if t.Barred = !s.account(c).May(ledger.Survey); t.Barred {
		return t, nil
	}
	t.Reports, err = standing(c.Request.Context(), s.Store)
	t.Reports = t.Reports[:min(len(t.Reports), mostChoices)]
	t.Chosen, _ = strconv.ParseInt(c.PostForm("report"), 10, 64) // none is the newest
	return t, err
}

// mostChoices bounds how many reports a dry run offers.
const mostChoices = 60

// amended is what became of a posted form: saved, tried, or a mistake of the person's; Now is the register it rests on.
type amended struct {
	Saved          bool
	Added, Changed int
	Err            *ledger.Error
	pages.Trying
}

// amend saves what amendment says, or tries it where the form asks for that. Mistakes come back to be shown in the form.
func (s *Server) amend(c *gin.Context, amendment func(ledger.Register) (Amendment, error)) (done amended, err error) {
	if done.Trying, err = s.trying(c); err != nil {
		return done, err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return done, err
	}
	a, err := amendment(now.Register)
	switch {
	case err != nil:
	case c.PostForm("do") == "try" && done.Barred:
		err = errNoTrial
	case c.PostForm("do") == "try":
		days := s.calendar().Add
		done.Trial, err = TryOut(c.Request.Context(), s.Store, now.reader.Counting(days), readerFor(a.Would).Counting(days), done.Chosen)
	default:
		err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
			done.Added, done.Changed, err = a.Save(w)
			return err
		})
		done.Saved = err == nil
	}
	if done.Err = mistake(err); done.Err != nil && done.Err != errNoPage {
		err = nil
	}
	return done, err
}

// errNoTrial says that a dry run would show a report to somebody who may not read reports.
var errNoTrial = ledger.Mistake(ledger.Forbidden, "report", "试读会显示报告内容，您的角色不能查阅报告。可以直接保存，或请督查室先试。",
	"A dry run shows what reports say, which your role may not read. Save right away, or have the supervision office try it.")

// status is how the form's page is answered.
func (a amended) status() int {
	if a.Err != nil {
		return statusOf[a.Err.Code]
	}
	return http.StatusOK
}

// stamp tells one state of a thing from another, so that a form that rests on an old one is noticed.
func stamp(v any) string {
	data, _ := json.Marshal(v) // units, themes and words: never fails
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// errStale says that a form rests on what somebody has changed meanwhile.
var errStale = ledger.Mistake(ledger.Conflict, "was", "您打开之后，别人已经改过这里，所以没有保存。下面是您填写的内容；再次保存将以您写的为准。",
	"Somebody has changed this since you opened it, so nothing was saved. What you typed stands below; saving again means it.")

// unchanged refuses to save what rests on an old state; trying it is harmless.
func unchanged(c *gin.Context, v any) error {
	if c.PostForm("do") != "try" && c.PostForm("was") != stamp(v) {
		return errStale
	}
	return nil
}

// field is what was typed into a field of one line.
func field(c *gin.Context, name string) string { return strings.TrimSpace(c.PostForm(name)) }

// dayTyped reads a day that may be left out.
func dayTyped(typed, name string) (ledger.Date, error) {
	if typed == "" {
		return "", nil
	}
	d, err := ledger.ParseDate(typed)
	if m := ledger.AsMistake(err); m != nil {
		m.Field = name
		return "", m
	}
	return d, err
}

// placeTyped reads a place in lists; none is the last.
func placeTyped(typed string, last int) (int, error) {
	if typed == "" {
		return last, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return 0, ledger.Mistake(ledger.Invalid, "position", "排序号“%s”不是数字，请填整数。", "“%s” is no place in lists; give a whole number.", typed)
	}
	return n, nil
}
