package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

// notices is what the operator settles about reminders; what is given here goes before the pages. Webhooks, secrets and the mail
// server's address with its password are best given by the environment, for a command line may be seen by others.
type notices struct {
	Reminders      string   `help:"Rules and caps of reminders as JSON, such as {\"before\":[3],\"every\":7}; the page of settings is read-only then." env:"TAIZHANG_REMINDERS" placeholder:"JSON"`
	Site           string   `help:"The address of this system, for links in messages." env:"TAIZHANG_SITE" placeholder:"URL"`
	SMTP           string   `name:"smtp" help:"Mail server: smtp://user:password@host:587, smtps:// or smtp+plain://." env:"TAIZHANG_SMTP" placeholder:"URL"`
	MailFrom       string   `help:"Address that mail comes from." env:"TAIZHANG_MAIL_FROM" placeholder:"ADDRESS"`
	Dingtalk       string   `help:"Webhook of a DingTalk robot for every unit's reminders." env:"TAIZHANG_DINGTALK" placeholder:"URL"`
	DingtalkSecret string   `help:"Its secret." env:"TAIZHANG_DINGTALK_SECRET" placeholder:"SECRET"`
	Wecom          string   `help:"Webhook of a WeCom robot." env:"TAIZHANG_WECOM" placeholder:"URL"`
	Feishu         string   `help:"Webhook of a Feishu robot." env:"TAIZHANG_FEISHU" placeholder:"URL"`
	FeishuSecret   string   `help:"Its secret." env:"TAIZHANG_FEISHU_SECRET" placeholder:"SECRET"`
	WebhookAllow   []string `help:"Origins that webhooks may go to beside the robots' own hosts, for a proxy: https://proxy.example." env:"TAIZHANG_WEBHOOK_ALLOW" placeholder:"ORIGIN"`
}

func (n notices) environment() (e notice.Environment, err error) {
	e.Rules, e.Site = n.Reminders, n.Site
	if e.Allowed, err = notice.ParseAllowed(n.WebhookAllow); err != nil {
		return e, err
	}
	if e.Mail, err = notice.ParseServer(n.SMTP, n.MailFrom); err != nil {
		return e, err
	}
	given := []ledger.Channel{
		{Kind: ledger.DingTalk, Target: n.Dingtalk, Secret: n.DingtalkSecret}, {Kind: ledger.WeCom, Target: n.Wecom}, {Kind: ledger.Feishu, Target: n.Feishu, Secret: n.FeishuSecret},
	}
	if e.Channels, err = notice.Robots(given, e.Allowed); err != nil {
		return e, err
	}
	_, err = e.Policy(ledger.UsualReminders) // what is wrong with it is better said now
	return e, err
}

type remindCommand struct {
	data
	notices
	DryRun bool `help:"List what would be asked today, and by which rule; nothing is asked or sent." env:"TAIZHANG_DRY_RUN"`
}

// Run asks what the rules ask today and sends the messages that wait; done again on the same day, it asks nobody twice.
func (r remindCommand) Run(ctx context.Context, s streams) error {
	db, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	courier, err := r.courier(db, s)
	if err != nil {
		return err
	}
	if r.DryRun {
		return list(ctx, courier, s)
	}
	const name = "reminders"
	holder := rand.Text()
	mine := func() bool { had, err := db.Lease(ctx, name, holder, 3*time.Minute); return had && err == nil }
	if !mine() {
		return ledger.Mistake(ledger.Conflict, "remind", "另一个进程正在负责催办，不用再运行；可加 --dry-run 查看。", "Another process sees to the reminders; this need not. Try --dry-run to see them.")
	}
	made, err := courier.Ask(ctx)
	if err != nil {
		return err
	}
	sent, failed, err := courier.Deliver(ctx, true, mine)
	fmt.Fprintln(s.out, terminalLanguage().T("催办 %[1]d 条；消息发出 %[2]d 条，未送达 %[3]d 条。", "%[1]d reminders; %[2]d messages sent, %[3]d not delivered.", len(made), sent, failed))
	if err != nil {
		return err
	}
	return db.Release(ctx, name, holder)
}

func (r remindCommand) courier(db *store.Store, s streams) (c web.Courier, err error) {
	location, err := r.location()
	if err != nil {
		return c, err
	}
	days, err := workingDays()
	if err != nil {
		return c, err
	}
	env, err := r.environment()
	return web.Courier{Config: web.Config{Store: db, Calendar: days, Location: location, Now: clock, Notices: env, Log: slog.New(slog.NewJSONHandler(s.err, nil))}}, err
}

// list says what would be asked, a line each, and where it would be sent.
func list(ctx context.Context, courier web.Courier, s streams) error {
	lang := terminalLanguage()
	planned, a, err := courier.Plan(ctx)
	if err != nil {
		return err
	}
	if !a.Days.IsWorkday(a.Today) {
		fmt.Fprintln(s.out, lang.T("%s 不是工作日，不催办。", "%s is no working day; nobody is asked.", string(a.Today)))
		return nil
	}
	asked := 0
	for _, p := range planned {
		line := fmt.Sprintf("%s  %s  %s  %s", p.Entry.Number, p.UnitName, p.Rule.Words().In(lang), lang.T("时限 %s", "due %s", string(p.Entry.Due)))
		if held := p.Held.In(lang); held != "" {
			line += "  " + lang.T("不催：%s", "held back: %s", held)
		} else {
			asked++
		}
		fmt.Fprintln(s.out, line)
	}
	fmt.Fprintln(s.out, lang.T("%[1]s：将催办 %[2]d 条。", "%[1]s: %[2]d reminders would go out.", string(a.Today), asked))
	for _, c := range a.Channels {
		if c.Active {
			fmt.Fprintln(s.out, lang.T("通道：%[1]s（%[2]s）", "channel: %[1]s (%[2]s)", c.Name, c.Kind.Words().In(lang)))
		}
	}
	return nil
}
