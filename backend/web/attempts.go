package web

import (
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
)

// noPassword is a hash that no password has; checking it takes as long as checking a real one.
const noPassword = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// limit is how many failures in a row lock, and after how long without one they are forgotten.
type limit struct {
	failures int
	forget   time.Duration
}

// An address may be shared by a whole office, so it takes more to lock it. The first lock lasts a minute, and each further
// failure doubles it.
var (
	ofAccount = limit{5, 24 * time.Hour}
	ofAddress = limit{50, time.Hour}
)

const (
	firstLock    = time.Minute
	longestLock  = time.Hour
	mostAttempts = 10_000
)

// attempts locks accounts and addresses that fail to sign in. It checks at most two passwords at a time, since each takes
// 19 MiB, and remembers at most mostAttempts accounts and addresses.
type attempts struct {
	now    func() time.Time
	mu     sync.Mutex
	tries  map[string]try
	hashes chan struct{}
}

type try struct {
	failures    int
	last, until time.Time
}

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, tries: map[string]try{}, hashes: make(chan struct{}, 2)}
}

func accountKeyOf(name string) string    { return "n" + name }
func addressKeyOf(address string) string { return "a" + address }

// locked tells how long the account or the address stays locked; nothing when neither is.
func (a *attempts) locked(address, name string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	return max(a.tries[accountKeyOf(name)].until.Sub(now), a.tries[addressKeyOf(address)].until.Sub(now), 0)
}

// failed counts a failure and tells how long the account or the address is locked for it.
func (a *attempts) failed(address, name string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return max(a.count(accountKeyOf(name), ofAccount), a.count(addressKeyOf(address), ofAddress))
}

// succeeded forgets the account's failures. Those of the address stay, so that nobody clears them with an account of their
// own.
func (a *attempts) succeeded(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.tries, accountKeyOf(name))
}

func (a *attempts) count(key string, l limit) time.Duration {
	now := a.now()
	t, known := a.tries[key]
	if !known && len(a.tries) >= mostAttempts {
		a.makeRoom(now)
	}
	if now.Sub(t.last) > l.forget {
		t = try{}
	}
	t.failures, t.last = t.failures+1, now
	lock := lockFor(t.failures - l.failures)
	t.until = now.Add(lock)
	a.tries[key] = t
	return lock
}

// lockFor is how long a lock lasts, given the failures beyond the one that first locks: a minute, two, four, up to an hour.
func lockFor(beyond int) time.Duration {
	if beyond < 0 {
		return 0
	}
	return min(firstLock<<min(beyond, 10), longestLock)
}

// makeRoom forgets what is too old to matter, or else the oldest there is.
func (a *attempts) makeRoom(now time.Time) {
	oldest, at := "", now.Add(time.Second)
	for key, t := range a.tries {
		if now.Sub(t.last) > ofAccount.forget {
			delete(a.tries, key)
		} else if t.last.Before(at) {
			oldest, at = key, t.last
		}
	}
	if len(a.tries) >= mostAttempts {
		delete(a.tries, oldest)
	}
}

func (a *attempts) matches(password, hash string) bool {
	a.hashes <- struct{}{}
	defer func() { <-a.hashes }()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && ok
}
