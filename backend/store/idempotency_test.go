package store

import (
	"errors"
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// asking is the clerk's program asking under a key.
func asking(key, fingerprint string) ledger.Actor {
	a := clerk
	a.Once = &ledger.Once{Owner: "token:1", Key: key, Fingerprint: fingerprint}
	return a
}

func TestAskedOnce(t *testing.T) {
	s, at := open(t), now()
	s.now = func() time.Time { return at }
	ctx, actor := t.Context(), asking("k1", "f1")
	ask := *actor.Once
	if a := must(s.AnswerTo(ctx, ask))(t); a != nil {
		t.Errorf("answered before it was asked: %+v", a)
	}
	add := func(w *Writer) error { return w.AddToken(program("一", "h1")) }
	if err := s.Write(ctx, actor, add); err != nil || !actor.Once.Done {
		t.Fatalf("%v, done %v", err, actor.Once.Done)
	}
	_, err := s.AnswerTo(ctx, ask)
	wantMistake(t, err, ledger.Conflict, ledger.IdempotencyKey)
	wantMistake(t, s.Write(ctx, asking("k1", "f1"), func(w *Writer) error { return w.AddToken(program("二", "h2")) }), ledger.Conflict, ledger.IdempotencyKey)
	if _, err := s.TokenByHash(ctx, "h2"); err == nil {
		t.Error("what was asked twice was done twice")
	}
	at = at.Add(2 * time.Minute)
	if _, err := s.AnswerTo(ctx, ask); !errors.Is(err, errNoAnswer) {
		t.Errorf("after the server stopped in between: %v", err)
	}
	if err := s.KeepAnswer(ctx, ask, Answer{Status: 201, Header: map[string]string{"ETag": `"2"`}, Body: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	if a := must(s.AnswerTo(ctx, ask))(t); a == nil || a.Status != 201 || a.Header["ETag"] != `"2"` || string(a.Body) != "{}" {
		t.Errorf("answered again %+v", a)
	}
	other := ask
	other.Fingerprint = "f2"
	_, err = s.AnswerTo(ctx, other)
	wantMistake(t, err, ledger.Invalid, ledger.IdempotencyKey)
	other = ask
	other.Owner = "token:2"
	if a := must(s.AnswerTo(ctx, other))(t); a != nil {
		t.Error("one program's key answers another's request")
	}
	at = at.Add(KeyLife)
	if a := must(s.AnswerTo(ctx, ask))(t); a != nil {
		t.Error("a key holds longer than it should")
	}
	if err := s.Write(ctx, asking("k1", "f3"), func(w *Writer) error { return w.AddToken(program("三", "h3")) }); err != nil {
		t.Errorf("an old key, used anew: %v", err)
	}
}

// What fails keeps no key, and of many at once one is carried out.
func TestAskedOnceAtOnce(t *testing.T) {
	s := open(t)
	wantMistake(t, s.Write(t.Context(), asking("k", "f"), func(w *Writer) error { return w.AddToken(program("", "h")) }), ledger.Invalid, "name")
	var all sync.WaitGroup
	done := make(chan error, 8)
	for range cap(done) {
		all.Go(func() {
			done <- s.Write(t.Context(), asking("k", "f"), func(w *Writer) error {
				return w.Log(ledger.Event{Action: "test", Subject: "token"})
			})
		})
	}
	all.Wait()
	close(done)
	did := 0
	for err := range done {
		if err == nil {
			did++
		} else {
			wantMistake(t, err, ledger.Conflict, ledger.IdempotencyKey)
		}
	}
	events := must(s.Events(t.Context(), "token", 0))(t)
	if did != 1 || len(events) != 1 {
		t.Errorf("%d of %d were carried out, with %d events", did, cap(done), len(events))
	}
}
