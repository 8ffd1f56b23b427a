package store

import (
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func channel(t *testing.T, d *dated, name, unit string) ledger.Channel {
	t.Helper()
	var saved *ledger.Channel
	write(t, d.Store, func(w *Writer) (err error) {
		saved, err = w.SaveChannel(ledger.Channel{Kind: ledger.Mail, Name: name, UnitCode: unit, Target: "a@example.gov.cn", Active: true}, false, nil)
		return err
	})
	return *saved
}

// parcel takes the next message, nil where none is due.
func (d *dated) parcel() *Parcel {
	d.t.Helper()
	return must(d.NextParcel(d.t.Context(), false))(d.t)
}

func (d *dated) later(wait time.Duration) { d.mu.Lock(); defer d.mu.Unlock(); d.now = d.now.Add(wait) }

func TestOneMessageForAUnitAndDay(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	own, group := channel(t, d, "东河邮箱", unitA), channel(t, d, "联络员群", "")
	other := channel(t, d, "城管委邮箱", dept)
	off := own
	off.ID, off.Active = 99, false
	ids := add(t, d.Store, "f", true, dueTask("2024-09-18"), dueTask("2024-09-10"), dueTask("2024-09-18", named(unitB, "西山镇", ledger.Lead)), dueTask("2024-10-18"))
	a := d.asking(own, group, other, off)
	d.pass(a)
	write(t, d.Store, func(w *Writer) error { _, err := w.Remind(ids[3], "请报进展", a); return err }) // joins what waits
	if p := d.parcel(); p != nil {
		t.Fatalf("sent before the time to collect was over: %+v", p)
	}
	d.later(collecting)
	first, second, none := d.parcel(), d.parcel(), d.parcel()
	if first == nil || second == nil || none != nil {
		t.Fatalf("messages %v %v %v", first, second, none)
	}
	if first.ChannelName != "东河邮箱" || len(first.Rows) != 3 || second.ChannelName != "联络员群" || len(second.Rows) != 4 || second.Rows[3].UnitName != "西山镇" {
		t.Errorf("%s says %d, %s says %d", first.ChannelName, len(first.Rows), second.ChannelName, len(second.Rows))
	}
	write(t, d.Store, func(w *Writer) error { return w.Delivered(first.ID) })
	rows := must(d.Reminders(t.Context(), ledger.ReminderFilter{EntryID: ids[0]}))(t)
	if len(rows) != 1 || len(rows[0].Sent) != 2 || rows[0].Sent[0].State != ledger.Sent || rows[0].Sent[1].State != ledger.Waiting {
		t.Errorf("sent %+v", rows)
	}
}

func TestWhatWasClosedIsNotSaid(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	a := d.asking(channel(t, d, "东河邮箱", unitA), channel(t, d, "西山邮箱", unitB))
	ids := add(t, d.Store, "f", true, dueTask("2024-09-18"), dueTask("2024-09-10"), dueTask("2024-09-18", named(unitB, "西山镇", ledger.Lead)))
	d.pass(a)
	for _, id := range []int64{ids[0], ids[2]} {
		write(t, d.Store, func(w *Writer) error { _, err := w.Move(id, 0, move(t, ledger.Resolve), "已办"); return err })
	}
	d.later(collecting)
	if p := d.parcel(); p == nil || len(p.Rows) != 1 || p.Rows[0].EntryID != ids[1] {
		t.Errorf("says %+v", p)
	}
	if p := d.parcel(); p != nil {
		t.Errorf("a message about nothing: %+v", p)
	}
	if all := must(d.Deliveries(t.Context(), 9))(t); all[0].State != ledger.Void {
		t.Errorf("deliveries %+v", all)
	}
}

// A message that fails is tried again, each time after a longer while, also by a program started anew; in the end a person is told why
// and may have it sent again.
func TestDeliveriesAreTriedAgain(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	a := d.asking(channel(t, d, "东河邮箱", unitA))
	add(t, d.Store, "f", true, dueTask("2024-09-18"))
	d.pass(a)
	d.later(collecting)
	var waits []time.Duration
	for {
		p := d.parcel()
		if p == nil {
			t.Fatalf("nothing is due after %v", waits)
		}
		waits = append(waits, p.NextAt.Sub(d.clock()))
		if p.Attempts == 2 { // dies over it
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d.reopen()
		} else {
			write(t, d.Store, func(w *Writer) error { return w.NotDelivered(p.ID, "连接被拒绝 "+strings.Repeat("x", 400)) })
		}
		if now := must(d.Deliveries(t.Context(), 1))(t)[0]; now.State == ledger.Undeliverable {
			break
		}
		if d.parcel() != nil {
			t.Fatal("tried again at once")
		}
		d.later(waits[len(waits)-1])
	}
	if len(waits) != 7 || waits[0] != time.Minute || waits[5] != 12*time.Hour {
		t.Errorf("waited %v", waits)
	}
	last := must(d.Deliveries(t.Context(), 1))(t)[0]
	if !strings.HasPrefix(last.Reason, "连接被拒绝") || len([]rune(last.Reason)) > 301 {
		t.Errorf("reason %q", last.Reason)
	}
	if n := len(must(d.Reminders(t.Context(), ledger.ReminderFilter{State: ledger.Failed}))(t)); n != 1 {
		t.Errorf("%d reminders that were not delivered", n)
	}
	write(t, d.Store, func(w *Writer) error { return w.SendAgain(last.ID) })
	if p := d.parcel(); p == nil || p.Attempts != 1 {
		t.Errorf("sent again: %+v", p)
	}
	write(t, d.Store, func(w *Writer) error { return w.Delivered(last.ID) })
	wantMistake(t, d.Write(t.Context(), clerk, func(w *Writer) error { return w.SendAgain(last.ID) }), ledger.Conflict, "delivery")
}

func TestChannelSwitchedOffGetsNothing(t *testing.T) {
	d := openDated(t, testNow)
	d.at("2024-09-18", 9)
	c := channel(t, d, "东河邮箱", unitA)
	add(t, d.Store, "f", true, dueTask("2024-09-18"))
	d.pass(d.asking(c))
	d.later(collecting)
	c.Active = false
	write(t, d.Store, func(w *Writer) error { _, err := w.SaveChannel(c, false, nil); return err })
	if p := d.parcel(); p != nil {
		t.Errorf("sent %+v", p)
	}
}
