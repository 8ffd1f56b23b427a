package web

import (
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"golang.org/x/time/rate"
)

// noPassword is a hash that no password has; checking it takes as long as checking a real one.
const noPassword = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// attempts slows down guessing: five tries at once for an address or a name, then one every twelve seconds. It checks at
// most two passwords at a time, since each takes 19 MiB.
type attempts struct {
	now    func() time.Time
	mu     sync.Mutex
	tries  map[string]*rate.Limiter
	hashes chan struct{}
}

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, tries: map[string]*rate.Limiter{}, hashes: make(chan struct{}, 2)}
}

func (a *attempts) allow(address, name string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.tries) > 10_000 {
		a.tries = map[string]*rate.Limiter{}
	}
	ok := true
	for _, key := range []string{"a" + address, "n" + name} {
		l := a.tries[key]
		if l == nil {
			l = rate.NewLimiter(rate.Every(12*time.Second), 5)
			a.tries[key] = l
		}
		ok = l.AllowN(a.now(), 1) && ok
	}
	return ok
}

func (a *attempts) matches(password, hash string) bool {
	a.hashes <- struct{}{}
	defer func() { <-a.hashes }()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && ok
}
