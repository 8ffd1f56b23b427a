package store

import (
	"context"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// counting counts the statements that gorm runs.
type counting struct {
	logger.Interface
	n *atomic.Int64
}

func (c counting) LogMode(logger.LogLevel) logger.Interface { return c }

func (c counting) Trace(context.Context, time.Time, func() (string, int64), error) { c.n.Add(1) }

// missing lets pass that there is nothing.
func missing(err error) error {
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return nil
	}
	return err
}

// reads does one thing through each method of Reader, and says how many statements that may take.
var reads = map[string]struct {
	most int64
	read func(context.Context, *Reader) error
}{
	"Entries": {9, func(ctx context.Context, r *Reader) error {
		_, err := r.Entries(ctx, ledger.Filter{Unit: "990000003", Theme: "安全生产", Limit: 500}, testDay)
		return err
	}},
	"EachEntry": {4, func(ctx context.Context, r *Reader) error {
		return r.EachEntry(ctx, ledger.Filter{Report: 2}, testDay, func(*ledger.Entry) error { return nil })
	}},
	"Entry":      {2, func(ctx context.Context, r *Reader) error { _, err := r.Entry(ctx, "2024-09-任-001"); return err }},
	"EntryByID":  {2, func(ctx context.Context, r *Reader) error { _, err := r.EntryByID(ctx, 1); return err }},
	"TasksUnder": {2, func(ctx context.Context, r *Reader) error { _, err := r.TasksUnder(ctx, 1); return err }},
	"Children":   {2, func(ctx context.Context, r *Reader) error { _, err := r.Children(ctx, 1); return err }},
	"Feedback":   {1, func(ctx context.Context, r *Reader) error { _, err := r.Feedback(ctx, 1); return err }},
	"Extensions": {1, func(ctx context.Context, r *Reader) error { _, err := r.Extensions(ctx, 1); return err }},
	"LastMoves":  {1, func(ctx context.Context, r *Reader) error { _, err := r.LastMoves(ctx, []int64{1, 2}); return err }},
	"LastFeedback": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.LastFeedback(ctx, []int64{1, 2})
		return err
	}},
	"AskingForTime": {1, func(ctx context.Context, r *Reader) error { _, err := r.AskingForTime(ctx); return err }},
	"EntriesByID": {2, func(ctx context.Context, r *Reader) error {
		_, err := r.EntriesByID(ctx, []int64{1, 2})
		return err
	}},
	"News": {4, func(ctx context.Context, r *Reader) error { _, err := r.News(ctx, 1); return err }},
	"EntriesFound": {3, func(ctx context.Context, r *Reader) error {
		_, err := r.EntriesFound(ctx, []int64{1, 2, 9999999})
		return err
	}},
	"SavedViews": {1, func(ctx context.Context, r *Reader) error { _, err := r.SavedViews(ctx, 1); return err }},
	"SavedView": {1, func(ctx context.Context, r *Reader) error {
		if _, err := r.SavedView(ctx, 1, 1); ledger.AsMistake(err) == nil {
			return err
		}
		return nil
	}},
	"ListSettings": {1, func(ctx context.Context, r *Reader) error { _, err := r.ListSettings(ctx, 1); return err }},
	"Attachments":  {1, func(ctx context.Context, r *Reader) error { _, err := r.Attachments(ctx, 1); return err }},
	"Attachment": {1, func(ctx context.Context, r *Reader) error {
		if _, err := r.Attachment(ctx, 1, 1); ledger.AsMistake(err) == nil {
			return err
		}
		return nil
	}},
	"Findings": {2, func(ctx context.Context, r *Reader) error { _, err := r.Findings(ctx, 2); return err }},
	"Remarks": {4, func(ctx context.Context, r *Reader) error {
		_, err := r.Remarks(ctx, &ledger.Report{ID: 2}, nil)
		return err
	}},
	"Sources":    {2, func(ctx context.Context, r *Reader) error { _, err := r.Sources(ctx, 1); return err }},
	"Rereading":  {3, func(ctx context.Context, r *Reader) error { _, err := r.Rereading(ctx, 1, nil); return err }},
	"Withdrawal": {4, func(ctx context.Context, r *Reader) error { _, err := r.Withdrawal(ctx, 1); return err }},
	"Chain":      {3, func(ctx context.Context, r *Reader) error { _, err := r.Chain(ctx, 1); return err }},
	"Events":     {1, func(ctx context.Context, r *Reader) error { _, err := r.Events(ctx, "report", 2); return err }},
	"AnyReport":  {1, func(ctx context.Context, r *Reader) error { _, err := r.AnyReport(ctx); return err }},
	"Reports":    {2, func(ctx context.Context, r *Reader) error { _, err := r.Reports(ctx); return err }},
	"ReportsOf": {4, func(ctx context.Context, r *Reader) error {
		_, err := r.ReportsOf(ctx, ledger.ReportFilter{Under: "990000003"})
		return err
	}},
	"ReportPage": {6, func(ctx context.Context, r *Reader) error {
		_, err := r.ReportPage(ctx, ledger.ReportFilter{Query: "点评", Month: "2024-09"})
		return err
	}},
	"Report": {1, func(ctx context.Context, r *Reader) error { _, err := r.Report(ctx, 1); return err }},
	"ReportByFingerprint": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.ReportByFingerprint(ctx, "fill 2024-09")
		return err
	}},
	"Original":     {1, func(ctx context.Context, r *Reader) error { _, err := r.Original(ctx, 1); return err }},
	"Units":        {2, func(ctx context.Context, r *Reader) error { _, err := r.Units(ctx); return err }},
	"Unit":         {2, func(ctx context.Context, r *Reader) error { _, err := r.Unit(ctx, "990000003"); return err }},
	"Seat":         {1, func(ctx context.Context, r *Reader) error { _, err := r.Seat(ctx); return err }},
	"Themes":       {1, func(ctx context.Context, r *Reader) error { _, err := r.Themes(ctx); return err }},
	"Terms":        {1, func(ctx context.Context, r *Reader) error { _, err := r.Terms(ctx); return err }},
	"Register":     {4, func(ctx context.Context, r *Reader) error { _, err := r.Register(ctx); return err }},
	"Overview":     {21, func(ctx context.Context, r *Reader) error { _, err := r.Overview(ctx, "", testDay); return err }},
	"Beside":       {4, func(ctx context.Context, r *Reader) error { _, err := r.Beside(ctx, "", "2024-09"); return err }},
	"ThemeTallies": {4, func(ctx context.Context, r *Reader) error { _, err := r.ThemeTallies(ctx, "", testDay); return err }},
	"ThemeSummary": {18, func(ctx context.Context, r *Reader) error {
		_, err := r.ThemeSummary(ctx, "安全生产", "", testDay)
		return err
	}},
	"UnitSummary": {17, func(ctx context.Context, r *Reader) error {
		_, err := r.UnitSummary(ctx, "990000003", "", testDay)
		return err
	}},
	"Tallies":       {7, func(ctx context.Context, r *Reader) error { _, err := r.Tallies(ctx, "", testDay); return err }},
	"Periods":       {1, func(ctx context.Context, r *Reader) error { _, err := r.Periods(ctx); return err }},
	"Miscounted":    {2, func(ctx context.Context, r *Reader) error { _, err := r.Miscounted(ctx); return err }},
	"VersionOf":     {1, func(ctx context.Context, r *Reader) error { _, err := r.VersionOf(ctx, "report", 2); return err }},
	"Revision":      {1, func(ctx context.Context, r *Reader) error { _, err := r.Revision(ctx); return err }},
	"User":          {1, func(ctx context.Context, r *Reader) error { _, err := r.User(ctx, "admin"); return err }},
	"TwoStepRoles":  {1, func(ctx context.Context, r *Reader) error { _, err := r.TwoStepRoles(ctx); return err }},
	"RecoveryCodes": {1, func(ctx context.Context, r *Reader) error { _, err := r.RecoveryCodes(ctx, 1); return err }},
	"FirstOwner": {1, func(ctx context.Context, r *Reader) error {
		if _, err := r.FirstOwner(ctx); ledger.AsMistake(err) == nil {
			return err
		}
		return nil
	}},
	"Scores": {1, func(ctx context.Context, r *Reader) error { _, err := r.Scores(ctx, "2024-01", "2024-09"); return err }},
	"UnitScores": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.UnitScores(ctx, "990000003")
		return err
	}},
	"ScoreMonths": {1, func(ctx context.Context, r *Reader) error { _, err := r.ScoreMonths(ctx); return err }},
	"ScoreRules":  {1, func(ctx context.Context, r *Reader) error { _, err := r.ScoreRules(ctx); return err }},
	"ScoreEvents": {1, func(ctx context.Context, r *Reader) error { _, err := r.ScoreEvents(ctx, "2024-09"); return err }},
	"SeenScores":  {1, func(ctx context.Context, r *Reader) error { _, err := r.SeenScores(ctx, "2024-09"); return err }},
	"Approval":    {1, func(ctx context.Context, r *Reader) error { _, _, err := r.Approval(ctx, ledger.Ranking); return err }},
	"Loads":       {4, func(ctx context.Context, r *Reader) error { _, err := r.Loads(ctx, "2024-09"); return err }},
	"UnitLoad": {10, func(ctx context.Context, r *Reader) error {
		_, err := r.UnitLoad(ctx, "990000003", "2024-09")
		return err
	}},
	"Months":       {2, func(ctx context.Context, r *Reader) error { _, err := r.Months(ctx); return err }},
	"MonthFigures": {12, func(ctx context.Context, r *Reader) error { _, err := r.MonthFigures(ctx, "2024-09"); return err }},
	"MonthDrafts":  {1, func(ctx context.Context, r *Reader) error { _, err := r.MonthDrafts(ctx, "2024-09"); return err }},
	"SealedBulletin": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.SealedBulletin(ctx, "2024-09")
		if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
			return nil
		}
		return err
	}},
	"EntriesNumbered": {3, func(ctx context.Context, r *Reader) error {
		_, err := r.EntriesNumbered(ctx, []string{"2024-09-任-001", "2024-09-任-002"})
		return err
	}},
	"Changes":      {6, func(ctx context.Context, r *Reader) error { _, err := r.Changes(ctx, "", 50); return err }},
	"Subscription": {1, func(ctx context.Context, r *Reader) error { _, err := r.Subscription(ctx, 1); return err }},
	"Subscriber": {2, func(ctx context.Context, r *Reader) error {
		_, _, err := r.Subscriber(ctx, "no such")
		return missing(err)
	}},
	"Letterhead":     {1, func(ctx context.Context, r *Reader) error { _, err := r.Letterhead(ctx); return err }},
	"PaperTemplates": {1, func(ctx context.Context, r *Reader) error { _, err := r.PaperTemplates(ctx); return err }},
	"PaperTemplate": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.PaperTemplate(ctx, "brief", ledger.TemplateUsed)
		return missing(err)
	}},
	"Seal": {1, func(ctx context.Context, r *Reader) error { _, _, err := r.Seal(ctx, "2024-09"); return err }},
	"Corrections": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.Corrections(ctx, ledger.Seal{Period: "2024-09"})
		return err
	}},
	"Calendar":       {1, func(ctx context.Context, r *Reader) error { _, err := r.Calendar(ctx, calendar.New(nil)); return err }},
	"OwnYears":       {1, func(ctx context.Context, r *Reader) error { _, err := r.OwnYears(ctx); return err }},
	"SeenDays":       {1, func(ctx context.Context, r *Reader) error { _, err := r.SeenDays(ctx); return err }},
	"DueQuestions":   {2, func(ctx context.Context, r *Reader) error { _, err := r.DueQuestions(ctx); return err }},
	"LightRules":     {1, func(ctx context.Context, r *Reader) error { _, err := r.LightRules(ctx); return err }},
	"SeenLightRules": {1, func(ctx context.Context, r *Reader) error { _, err := r.SeenLightRules(ctx); return err }},
	"Relit": {4, func(ctx context.Context, r *Reader) error {
		_, err := r.Relit(ctx, testDay, ledger.Day{Today: testDay.Today, Soon: testDay.Today})
		return err
	}},
	"DueMoves": {5, func(ctx context.Context, r *Reader) error {
		_, err := r.DueMoves(ctx, calendar.New(nil), calendar.New(nil), testDay.Today)
		return err
	}},
	"Reminders": {6, func(ctx context.Context, r *Reader) error {
		_, err := r.Reminders(ctx, ledger.ReminderFilter{State: ledger.Unread})
		return err
	}},
	"PlannedReminders": {4, func(ctx context.Context, r *Reader) error {
		_, err := r.PlannedReminders(ctx, Asking{Policy: ledger.UsualReminders, Days: calendar.New(nil), Today: testDay.Today})
		return err
	}},
	"ReminderCounts":   {1, func(ctx context.Context, r *Reader) error { _, err := r.ReminderCounts(ctx, "2024-09"); return err }},
	"ReminderPolicy":   {1, func(ctx context.Context, r *Reader) error { _, err := r.ReminderPolicy(ctx); return err }},
	"MailServer":       {2, func(ctx context.Context, r *Reader) error { _, err := r.MailServer(ctx); return err }},
	"Channels":         {1, func(ctx context.Context, r *Reader) error { _, err := r.Channels(ctx); return err }},
	"Channel":          {1, func(ctx context.Context, r *Reader) error { _, err := r.Channel(ctx, 1); return err }},
	"Bytes":            {1, func(ctx context.Context, r *Reader) error { _, err := r.Bytes(ctx); return err }},
	"Queued":           {1, func(ctx context.Context, r *Reader) error { _, _, err := r.Queued(ctx); return err }},
	"Deliveries":       {1, func(ctx context.Context, r *Reader) error { _, err := r.Deliveries(ctx, 9); return err }},
	"RegisterRevision": {1, func(ctx context.Context, r *Reader) error { _, err := r.RegisterRevision(ctx); return err }},
	"Places":           {8, func(ctx context.Context, r *Reader) error { _, err := r.Places(ctx, "", "", testDay); return err }},
	"TokenByHash":      {1, func(ctx context.Context, r *Reader) error { _, err := r.TokenByHash(ctx, "h"); return err }},
	"Tokens":           {1, func(ctx context.Context, r *Reader) error { _, err := r.Tokens(ctx, 1); return err }},
	"AnswerTo": {1, func(ctx context.Context, r *Reader) error {
		_, err := r.AnswerTo(ctx, ledger.Once{Owner: "o", Key: "k"})
		return err
	}},
}

func TestReadsTakeFewStatements(t *testing.T) {
	for m := range reflect.TypeFor[*Reader]().Methods() {
		if _, ok := reads[m.Name]; !ok {
			t.Errorf("Reader.%s is not counted", m.Name)
		}
	}
	few, many := counted(t, 300), counted(t, 3000)
	for name, c := range reads {
		if few[name] == 0 || few[name] > c.most || many[name] > few[name] {
			t.Errorf("%s takes %d statements, and %d with ten times the rows; it may take %d", name, few[name], many[name], c.most)
		}
	}
}

func counted(t *testing.T, n int) map[string]int64 {
	s := made(t, n)
	write(t, s, func(w *Writer) error {
		if _, err := w.AddUser(person("admin", "")); err != nil {
			return err
		}
		return w.AddToken(program("api", "h"))
	})
	remindAll(t, s)
	count := &atomic.Int64{}
	r := &Reader{db: s.db.Session(&gorm.Session{Logger: counting{logger.Discard, count}}), now: s.now, totals: &totals{}}
	all := map[string]int64{}
	for name, c := range reads {
		count.Store(0)
		if err := c.read(t.Context(), r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		all[name] = count.Load()
	}
	return all
}
