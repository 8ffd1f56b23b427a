package web

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// maxHolidays is how many bytes a file of holidays may have.
const maxHolidays = 1 << 20

// calendar is the working-day calendar in force.
func (s *Server) calendar() *calendar.Calendar { return s.days.Load() }

// takeCalendar takes the calendar from the ledger, so that what was changed counts at once.
func (s *Server) takeCalendar(ctx context.Context) error {
	now, err := s.Store.Calendar(ctx, s.Calendar)
	if err == nil {
		s.days.Store(now)
	}
	return err
}

// showCalendar shows a year of the calendar, this one where none is asked for.
func (s *Server) showCalendar(c *gin.Context) error {
	return s.calendarPage(c, http.StatusOK, pages.AdminCalendarPage{})
}

// calendarPage fills in the year that page shows.
func (s *Server) calendarPage(c *gin.Context, status int, page pages.AdminCalendarPage) (err error) {
	ctx := c.Request.Context()
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/admin/calendar"
	now := s.calendar()
	if page.Year, err = s.year(c); err != nil {
		return err
	}
	page.Years = now.Years()
	for _, y := range []int{page.Year, s.thisYear() + 1} {
		if !slices.Contains(page.Years, y) {
			page.Years = append(page.Years, y)
		}
	}
	slices.Sort(page.Years)
	own, err := s.Store.OwnYears(ctx)
	if err != nil {
		return err
	}
	page.Days, page.Covered, page.Own = now.Days(page.Year), now.Covered(page.Year), slices.Contains(own, page.Year)
	if s.account(c).May(ledger.Review) {
		asked, err := s.Store.DueQuestions(ctx)
		if err != nil {
			return err
		}
		page.Asked = len(asked)
	}
	return show(c, status, pages.AdminCalendar(page))
}

func (s *Server) thisYear() int { return s.day().Today.Time().Year() }

func (s *Server) year(c *gin.Context) (int, error) {
	said := c.Query("year")
	if said == "" {
		said = c.PostForm("year")
	}
	if said == "" {
		return s.thisYear(), nil
	}
	y, err := strconv.Atoi(said)
	if err != nil || y < 2000 || y > 2100 {
		return 0, ledger.Mistake(ledger.BadRequest, "year", "年份要写成 2000 到 2100 的数字。", "The year is a number from 2000 to 2100.")
	}
	return y, nil
}

// sendCalendar sends a year as a holidays file, to be changed and loaded again.
func (s *Server) sendCalendar(c *gin.Context) error {
	year, err := s.year(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := calendar.Write(&b, s.calendar().Days(year)); err != nil {
		return err
	}
	c.Header("Content-Disposition", disposition("holidays-"+strconv.Itoa(year)+".csv"))
	c.Data(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	return nil
}

// saveCalendar shows what a change of the calendar would do, and does it once that is confirmed. The change is a file of whole
// years, or some days of one.
func (s *Server) saveCalendar(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxHolidays+spare)
	if err := parseMultipart(c); err != nil {
		return err
	}
	days, err := s.daysSent(c)
	if m := ledger.AsMistake(err); m != nil {
		return s.calendarPage(c, statusOf[m.Code], pages.AdminCalendarPage{Err: m, Form: dayForm(c)})
	}
	if err != nil {
		return err
	}
	page := pages.AdminCalendarPage{Form: dayForm(c)}
	after := s.calendar().With(days)
	changes := s.calendar().Changes(after)
	if len(changes) == 0 {
		s.notify(c, "日历与现在的一致，没有改动。", "The calendar is that already; nothing was changed.")
		return goTo(c, s.calendarAt(c))
	}
	if c.PostForm("sure") != "" {
		asked, err := s.keepDays(c, days)
		if page.Err = ledger.AsMistake(err); page.Err == nil {
			if err != nil {
				return err
			}
			s.notify(c, "日历已保存，立即生效。%d 项时限待督查室逐项决定，原定日期没有移动。", "The calendar is saved and counts at once. %d due dates wait for a decision; none was moved.", asked)
			return goTo(c, s.calendarAt(c))
		}
	}
	return s.askCalendar(c, page, days, after, changes)
}

// keepDays saves the days of whole years, which count at once, and returns how many due dates wait for a decision.
func (s *Server) keepDays(c *gin.Context, days []ledger.SpecialDay) (asked int, err error) {
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		asked, err = w.SaveDays(s.Calendar, days, c.PostForm("seen"), s.day().Today)
		return err
	})
	if err == nil {
		err = s.takeCalendar(c.Request.Context())
	}
	return asked, err
}

func (s *Server) calendarAt(c *gin.Context) string {
	if y, err := s.year(c); err == nil {
		return "/admin/calendar?year=" + strconv.Itoa(y)
	}
	return "/admin/calendar"
}

// askCalendar shows the second step: the days that would be others, and the open entries concerned.
func (s *Server) askCalendar(c *gin.Context, page pages.AdminCalendarPage, days []ledger.SpecialDay, after *calendar.Calendar, changes []calendar.Change) (err error) {
	var text strings.Builder
	if err := calendar.Write(&text, days); err != nil {
		return err
	}
	page.Sheet = text.String()
	for _, d := range changes {
		page.Changes = append(page.Changes, pages.DayChange{Before: d.Before, After: d.After})
	}
	if page.Moves, err = s.Store.DueMoves(c.Request.Context(), s.calendar(), after, s.day().Today); err != nil {
		return err
	}
	page.MayRead = s.account(c).Reach(ledger.Read) == ledger.Whole
	if page.Seen, err = s.Store.SeenDays(c.Request.Context()); err != nil {
		return err
	}
	status := http.StatusOK
	if page.Err != nil {
		status = statusOf[page.Err.Code]
	}
	return s.calendarPage(c, status, page)
}

// daysSent are the days of whole years that a form sends: as a file, as the second step carries them, or as some days of one
// year to be set otherwise.
func (s *Server) daysSent(c *gin.Context) ([]ledger.SpecialDay, error) {
	if c.PostForm("from") != "" && c.PostForm("sheet") == "" {
		return s.daysSet(c)
	}
	data := []byte(c.PostForm("sheet"))
	if len(data) == 0 {
		_, file, err := sheetFile(c)
		if err != nil {
			return nil, err
		}
		data = file
	}
	if len(data) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "file", "请填写日期，或选择节假日文件。", "Give a day, or choose a holidays file.")
	}
	said, err := calendar.Read(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var all []ledger.SpecialDay
	for _, y := range said.Years() {
		all = append(all, said.Days(y)...)
	}
	if len(all) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "file", "文件里没有日期。", "The file names no day.")
	}
	return all, nil
}

// mostDays is how many days may be set at once.
const mostDays = 31

// daysSet is the year that the form's days lie in, with them off, worked, or as they are without a notice.
func (s *Server) daysSet(c *gin.Context) ([]ledger.SpecialDay, error) {
	f := dayForm(c)
	from, err := ledger.ParseDate(f.From)
	if err != nil {
		return nil, err
	}
	to := from
	if f.To != "" {
		if to, err = ledger.ParseDate(f.To); err != nil {
			return nil, err
		}
	}
	if to < from || to > from.AddDays(mostDays-1) || from[:4] != to[:4] {
		return nil, ledger.Mistake(ledger.Invalid, "to", "止日不能早于起日，一次最多 %d 天，要在同一年。", "The last day is not before the first; at most %d days at once, of one year.", mostDays)
	}
	days := s.calendar().Days(from.Time().Year())
	for d := from; d <= to; d = d.AddDays(1) {
		days = slices.DeleteFunc(days, func(x ledger.SpecialDay) bool { return x.Date == d })
		if f.Kind == "off" || f.Kind == "work" {
			day := ledger.SpecialDay{Date: d, Worked: f.Kind == "work", Name: f.Name}
			if err := calendar.Check(day); err != nil {
				return nil, err
			}
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "from", "这一年至少要留一天节假日。", "A year keeps one special day at least.")
	}
	return calendar.New(days).Days(from.Time().Year()), nil
}

func dayForm(c *gin.Context) pages.DayForm {
	return pages.DayForm{From: c.PostForm("from"), To: c.PostForm("to"), Kind: c.PostForm("kind"), Name: strings.TrimSpace(c.PostForm("name"))}
}

// showDueQuestions lists the due dates that the calendar's change left to be decided.
func (s *Server) showDueQuestions(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	asked, err := s.Store.DueQuestions(c.Request.Context())
	if err != nil {
		return err
	}
	page := pages.DueQuestionsPage{Base: base}
	for _, a := range asked {
		page.Questions = append(page.Questions, ledger.DueMove{Entry: a.Entry, Proposed: a.Proposed, Days: a.Days})
	}
	return show(c, http.StatusOK, pages.DueQuestions(page))
}

// answerDueQuestions moves the due dates that were ticked, or keeps them.
func (s *Server) answerDueQuestions(c *gin.Context) error {
	if err := s.answerDues(c); err != nil {
		return err
	}
	if n := len(c.PostFormArray("entry")); c.PostForm("do") == "move" {
		s.notify(c, "%d 项的时限已按现行日历改定。", "Due dates moved to what the calendar gives now: %d.", n)
	} else {
		s.notify(c, "%d 项保持原定时限。", "Due dates that stay as they were: %d.", n)
	}
	return goTo(c, "/calendar/dues")
}

// answerDues moves the due dates that the form names, or keeps them, all or none.
func (s *Server) answerDues(c *gin.Context) error {
	move := c.PostForm("do") == "move"
	ids := c.PostFormArray("entry")
	if len(ids) == 0 {
		return ledger.Mistake(ledger.Invalid, "entry", "请先勾选事项。", "Tick some entries first.")
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		for _, said := range ids {
			id, err := strconv.ParseInt(said, 10, 64)
			if err != nil {
				return ledger.Mistake(ledger.BadRequest, "entry", "没有“%s”这一项。", "There is no entry “%s”.", said)
			}
			if err := w.AnswerDue(id, move); err != nil {
				return err
			}
		}
		return nil
	})
}
