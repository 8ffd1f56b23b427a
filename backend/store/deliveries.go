package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// collecting is how long a message waits for more to be said in it.
const collecting = 5 * time.Minute

// Parcel is a delivery that is to go out now with what it says.
type Parcel struct {
	ledger.Delivery
	Rows []ledger.ReminderRow
}

type deliveryReminder struct{ DeliveryID, ReminderID int64 }

// enqueue puts reminders into the message of the day of each channel that takes them: into the one that waits, else a new one.
func (w *Writer) enqueue(a Asking, made []ledger.Reminder) error {
	for _, c := range a.Channels {
		var id int64
		for _, n := range made {
			if !c.Takes(n.UnitCode) {
				continue
			}
			if id == 0 {
				d, err := w.waiting(c, a.Today)
				if err != nil {
					return err
				}
				id = d.ID
			}
			if err := w.tx.Table("delivery_reminders").Clauses(clause.OnConflict{DoNothing: true}).Create(&deliveryReminder{id, n.ID}).Error; err != nil {
				return failed("queue reminder", err)
			}
		}
	}
	return nil
}

// waiting is the channel's message of the day that nobody has tried to send yet.
func (w *Writer) waiting(c ledger.Channel, day ledger.Date) (*ledger.Delivery, error) {
	all, err := find[ledger.Delivery](w.tx.Where("channel_id = ? AND day = ? AND state = ? AND attempts = 0", c.ID, day, ledger.Waiting).Order("id").Limit(1), "deliveries")
	if err != nil {
		return nil, err
	}
	if len(all) == 1 {
		return &all[0], nil
	}
	now := w.time()
	d := &ledger.Delivery{ChannelID: c.ID, ChannelName: c.Name, Kind: c.Kind, Day: day, State: ledger.Waiting, NextAt: now.Add(collecting), CreatedAt: now}
	return d, w.create("delivery", d)
}

// NextParcel takes the message that has waited longest for its time, nil where none has; all takes those too that still collect. The
// attempt counts from here on, and what comes of it is the event: a process that dies over it leaves the next attempt to another. What
// was closed or answered in the meantime is left out, and a message about nothing is void.
func (s *Store) NextParcel(ctx context.Context, all bool) (p *Parcel, err error) {
	err = s.Write(ctx, ledger.System, func(w *Writer) error {
		for {
			if p, err = w.oldest(all); p == nil || err != nil {
				return err
			}
			if len(p.Rows) > 0 {
				p.Attempts++
				wait, _ := ledger.RetryAfter(p.Attempts)
				p.NextAt = w.time().Add(max(wait, time.Minute))
				return failed("take delivery", w.tx.Model(&p.Delivery).Select("attempts", "next_at").Updates(&p.Delivery).Error)
			}
			if err := w.settle(&p.Delivery, ledger.Void, ""); err != nil {
				return err
			}
		}
	})
	return p, err
}

// oldest is the message that has waited longest, nil where none waits.
func (w *Writer) oldest(all bool) (*Parcel, error) {
	q := w.tx.Where("state = ?", ledger.Waiting).Order("next_at, id").Limit(1)
	if all {
		q = q.Where("attempts = 0 OR next_at <= ?", w.time())
	} else {
		q = q.Where("next_at <= ?", w.time())
	}
	due, err := find[ledger.Delivery](q, "deliveries")
	if err != nil || len(due) == 0 {
		return nil, err
	}
	rows, err := w.read.parcelRows(w.ctx(), due[0].ID)
	return &Parcel{due[0], rows}, err
}

// parcelRows lists what a message still has to say, unit by unit.
func (r *Reader) parcelRows(ctx context.Context, id int64) (live []ledger.ReminderRow, err error) {
	q := r.db.WithContext(ctx).Table("reminders AS r").Select("r.*").
		Joins("JOIN delivery_reminders AS x ON x.reminder_id = r.id").Joins("JOIN units AS u ON u.code = r.unit_code").
		Where("x.delivery_id = ?", id).Order("u.position, u.code, r.due, r.id")
	all, err := r.rows(ctx, q)
	for _, n := range all {
		if n.Live() {
			live = append(live, n)
		}
	}
	return live, err
}

// Delivered says that the message went out.
func (w *Writer) Delivered(id int64) error {
	d, err := w.delivery(id)
	if err != nil {
		return err
	}
	now := w.time()
	d.SentAt = &now
	if err := w.settle(d, ledger.Sent, ""); err != nil {
		return err
	}
	return w.log("deliver", "delivery", id, d.ChannelName, nil, nil)
}

// NotDelivered says why an attempt failed. The message is tried again later, after the last attempt by a person's word alone.
func (w *Writer) NotDelivered(id int64, reason string) error {
	d, err := w.delivery(id)
	if err != nil {
		return err
	}
	state := ledger.Waiting
	if _, again := ledger.RetryAfter(d.Attempts); !again {
		state = ledger.Undeliverable
	}
	if err := w.settle(d, state, ledger.Shorten(reason, 300)); err != nil {
		return err
	}
	return w.log("not-delivered", "delivery", id, joined(d.ChannelName, d.Reason), nil, nil)
}

// SendAgain lets a message that could not be delivered be tried anew at once.
func (w *Writer) SendAgain(id int64) error {
	d, err := w.delivery(id)
	if err != nil {
		return err
	}
	if d.State != ledger.Undeliverable && (d.State != ledger.Waiting || d.Attempts == 0) {
		return ledger.Mistake(ledger.Conflict, "delivery", "这条消息“%[1]s”，不用重发。", "This message is “%[2]s”; it need not be sent again.", d.State.Words().ZH, d.State.Words().EN)
	}
	d.Attempts, d.NextAt = 0, w.time()
	if err := w.settle(d, ledger.Waiting, d.Reason); err != nil {
		return err
	}
	return w.log("send-again", "delivery", id, d.ChannelName, nil, nil)
}

func (w *Writer) delivery(id int64) (*ledger.Delivery, error) {
	return first[ledger.Delivery](w.tx.Where("id = ?", id), "delivery",
		ledger.Mistake(ledger.NotFound, "delivery", "没有这条消息（%d）。", "There is no such message (%d).", id))
}

func (w *Writer) settle(d *ledger.Delivery, state ledger.DeliveryState, reason string) error {
	d.State, d.Reason = state, reason
	return failed("save delivery", w.tx.Model(d).Select("state", "reason", "attempts", "next_at", "sent_at").Updates(d).Error)
}

// Deliveries lists the newest messages, at most n.
func (r *Reader) Deliveries(ctx context.Context, n int) ([]ledger.Delivery, error) {
	return find[ledger.Delivery](r.db.WithContext(ctx).Order("id DESC").Limit(n), "deliveries")
}
