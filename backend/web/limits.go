package web

import (
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"taizhang/backend/ledger"
)

// Rates bound how often one account, or one address that need not sign in, may ask: requests a minute, 0 for as often as it
// likes. A sixth of that may come at once. An address may be a whole office behind one proxy.
type Rates struct {
	Account, Address int
}

// mostBuckets bounds how many accounts or addresses one limit remembers: twice as many at the most.
const mostBuckets = 10_000

// limits is a token bucket for each key. Those not asked for in a while are forgotten a generation at a time, which at worst
// gives somebody a full bucket again.
type limits struct {
	name  string // as the headers say it
	rate  rate.Limit
	burst int
	mu    sync.Mutex
	young map[string]*rate.Limiter
	old   map[string]*rate.Limiter
}

func newLimits(name string, perMinute int) *limits {
	if perMinute <= 0 {
		return nil
	}
	return &limits{name: name, rate: rate.Limit(float64(perMinute) / 60), burst: max(perMinute/6, 1), young: map[string]*rate.Limiter{}}
}

func (l *limits) bucket(key string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.young[key]
	if b != nil {
		return b
	}
	if len(l.young) >= mostBuckets {
		l.old, l.young = l.young, map[string]*rate.Limiter{}
	}
	if b = l.old[key]; b == nil {
		b = rate.NewLimiter(l.rate, l.burst)
	}
	l.young[key] = b
	return b
}

// take lets one request of key pass, or tells how long it has to wait; left is how many more may come at once.
func (l *limits) take(key string, now time.Time) (left int, wait time.Duration) {
	b := l.bucket(key)
	if !b.AllowN(now, 1) {
		return 0, time.Duration((1 - b.TokensAt(now)) / float64(l.rate) * float64(time.Second))
	}
	return int(b.TokensAt(now)), 0
}

// pace counts a request against l under key, tells programs what is left, and refuses what is too much.
func (s *Server) pace(c *gin.Context, l *limits, key string) error {
	if l == nil {
		return nil
	}
	left, wait := l.take(key, s.Now())
	if isAPI(c) {
		c.Header("RateLimit-Policy", fmt.Sprintf(`"%s";q=%d;w=%d`, l.name, l.burst, seconds(float64(l.burst)/float64(l.rate))))
		c.Header("RateLimit", fmt.Sprintf(`"%s";r=%d;t=%d`, l.name, left, seconds(float64(l.burst-left)/float64(l.rate))))
	}
	if wait == 0 {
		return nil
	}
	n := seconds(wait.Seconds())
	c.Header("Retry-After", strconv.Itoa(n))
	return ledger.Mistake(ledger.TooMany, "", "请求太频繁，请等 %d 秒再试。", "Too many requests; wait %d seconds and try again.", n)
}

func seconds(s float64) int { return max(int(math.Ceil(s)), 1) }

// paceAddress counts a request of nobody in particular. What watches the server is not counted.
func (s *Server) paceAddress(c *gin.Context) error {
	switch c.FullPath() {
	case "/healthz", "/readyz", "/metrics":
		return nil
	}
	return s.pace(c, s.ofAddress, networkOf(c.ClientIP()))
}

func (s *Server) paceAccount(c *gin.Context) error { return s.pace(c, s.ofAccount, s.whose(c)) }

// networkOf is the address itself, or of an IPv6 address the network that one user has.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	p, _ := a.Prefix(64) // 64 bits are never too many
	return p.String()
}

// whose names whoever asks, so that two of the same name are not taken for one: a token by its number, a person by name.
func (s *Server) whose(c *gin.Context) string {
	if t := s.token(c); t != nil {
		return "token:" + strconv.FormatInt(t.ID, 10)
	}
	return "user:" + s.user(c)
}
