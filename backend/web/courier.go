package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/notice"
	"taizhang/backend/store"
)

const (
	// RoundEvery is how often a courier makes its round.
	RoundEvery = 15 * time.Second

	askEvery  = 10 * time.Minute
	leaseName = "reminders"
	leaseLife = 45 * time.Second // longer than a round takes between two looks at the lease; when a copy dies another takes over after it
	quietFrom = 21               // the hour from which nothing goes out, until the office's hour on the next working day
)

// schedule is the actor of what the system does by itself, by the clock.
var schedule = ledger.Actor{Name: ledger.System.Name, Via: "schedule"}

// Courier asks by rule and sends what was asked. Any number of them may run over one ledger: one at a time has the lease.
type Courier struct{ Config }

// policy is the policy in force: the office's, with what the environment sets.
func (c Courier) policy(ctx context.Context) (ledger.ReminderPolicy, error) {
	p, err := c.Store.ReminderPolicy(ctx)
	if err != nil {
		return p, err
	}
	return c.Notices.Policy(p)
}

func (c Courier) mailServer(ctx context.Context) (ledger.MailServer, error) {
	if c.Notices.Mail != nil {
		return *c.Notices.Mail, nil
	}
	return c.Store.MailServer(ctx)
}

// channels lists where reminders go, those that the environment gives first.
func (c Courier) channels(ctx context.Context) ([]ledger.Channel, error) {
	own, err := c.Store.Channels(ctx)
	return append(c.Notices.Channels[:len(c.Notices.Channels):len(c.Notices.Channels)], own...), err
}

func (c Courier) channel(ctx context.Context, id int64) (*ledger.Channel, error) {
	for _, given := range c.Notices.Channels {
		if given.ID == id {
			return &given, nil
		}
	}
	return c.Store.Channel(ctx, id)
}

func (c Courier) today() ledger.Date { return ledger.DateOf(c.Now().In(c.Location)) }

// asking is what reminders go by today.
func (c Courier) asking(ctx context.Context) (a store.Asking, err error) {
	a.Today = c.today()
	if a.Policy, err = c.policy(ctx); err != nil {
		return a, err
	}
	if a.Channels, err = c.channels(ctx); err != nil {
		return a, err
	}
	a.Days, err = c.Store.Calendar(ctx, c.Calendar)
	return a, err
}

// Plan lists what the rules ask today and was not asked yet; nothing is asked.
func (c Courier) Plan(ctx context.Context) ([]ledger.PlannedReminder, store.Asking, error) {
	a, err := c.asking(ctx)
	if err != nil {
		return nil, a, err
	}
	planned, err := c.Store.PlannedReminders(ctx, a)
	return planned, a, err
}

// Ask asks what the rules ask today. Done again, it adds nothing.
func (c Courier) Ask(ctx context.Context) (made []ledger.Reminder, err error) {
	planned, a, err := c.Plan(ctx)
	if err != nil || !anyFree(planned) {
		return nil, err
	}
	err = c.Store.Write(ctx, schedule, func(w *store.Writer) (err error) { made, err = w.RemindByRule(a); return err })
	return made, err
}

func anyFree(planned []ledger.PlannedReminder) bool {
	for _, p := range planned {
		if p.Held == (ledger.Words{}) {
			return true
		}
	}
	return false
}

// Deliver sends the messages whose time has come, all of them where those that still collect are to go too, as long as keep allows.
func (c Courier) Deliver(ctx context.Context, all bool, keep func() bool) (sent, failed int, err error) {
	for keep() {
		p, err := c.Store.NextParcel(ctx, all)
		if err != nil || p == nil {
			return sent, failed, err
		}
		failure := c.carry(ctx, p)
		if failure != nil && ctx.Err() != nil {
			return sent, failed, ctx.Err() // stopped in the middle: it counts as an attempt that is tried again
		}
		err = c.Store.Write(context.WithoutCancel(ctx), schedule, func(w *store.Writer) error {
			if failure == nil {
				return w.Delivered(p.ID)
			}
			return w.NotDelivered(p.ID, why(failure))
		})
		if err != nil {
			return sent, failed, err
		}
		if failure == nil {
			sent++
		} else {
			failed++
		}
	}
	return sent, failed, nil
}

// carry sends one message and returns why it could not be.
func (c Courier) carry(ctx context.Context, p *store.Parcel) error {
	to, err := c.channel(ctx, p.ChannelID)
	if err != nil {
		return err
	}
	policy, err := c.policy(ctx)
	if err != nil {
		return err
	}
	return c.send(ctx, *to, notice.Compose(p.Rows, *to, policy, c.today()), fmt.Sprintf("taizhang-%d", p.ID))
}

func (c Courier) send(ctx context.Context, to ledger.Channel, m notice.Message, key string) error {
	server, err := c.mailServer(ctx)
	if err != nil {
		return err
	}
	return notice.Sender{Mail: server, Allowed: c.Notices.Allowed, Now: c.Now}.Send(ctx, to, m, key)
}

// Run asks and sends, a round with each tick, until it is told to stop. What it leaves undone the next round does, or another process.
func (c Courier) Run(ctx context.Context, ticks <-chan time.Time) {
	holder, asked := rand.Text(), time.Time{}
	defer func() { _ = c.Store.Release(context.WithoutCancel(ctx), leaseName, holder) }()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			if err := c.round(ctx, holder, &asked); err != nil && ctx.Err() == nil {
				c.Log.ErrorContext(ctx, "reminders", "error", err)
			}
		}
	}
}

func (c Courier) round(ctx context.Context, holder string, asked *time.Time) error {
	if awake, err := c.awake(ctx); err != nil || !awake {
		return err
	}
	mine := func() bool { had, err := c.Store.Lease(ctx, leaseName, holder, leaseLife); return had && err == nil }
	if !mine() {
		return nil
	}
	if now := c.Now(); now.Sub(*asked) >= askEvery {
		if _, err := c.Ask(ctx); err != nil {
			return err
		}
		*asked = now
	}
	_, _, err := c.Deliver(ctx, false, mine)
	return err
}

// awake tells whether units may be asked and messages go out now.
func (c Courier) awake(ctx context.Context) (bool, error) {
	a, err := c.asking(ctx)
	hour := c.Now().In(c.Location).Hour()
	return err == nil && a.Days.IsWorkday(a.Today) && hour >= a.Policy.Hour && hour < quietFrom, err
}
