package ledger

import "time"

// DeliveryState is how far a message has come.
type DeliveryState string

const (
	Waiting       DeliveryState = "waiting"
	Sent          DeliveryState = "sent"
	Undeliverable DeliveryState = "failed"
	Void          DeliveryState = "void" // what it asked about was closed before it went out
)

var deliveryStates = map[DeliveryState]Words{Waiting: {"待发送", "waiting"}, Sent: {"已发送", "sent"}, Undeliverable: {"未送达", "not delivered"}, Void: {"不再需要", "not needed any more"}}

// Words names the state.
func (s DeliveryState) Words() Words { return deliveryStates[s] }

// Delivery is one message on one channel: all that its units are asked on a day. What it says is put together when it is sent.
type Delivery struct {
	ID          int64 `gorm:"primaryKey"`
	ChannelID   int64
	ChannelName string // as it was called then
	Kind        ChannelKind
	Day         Date
	State       DeliveryState
	Attempts    int
	NextAt      time.Time
	Reason      string // why the last attempt failed
	CreatedAt   time.Time
	SentAt      *time.Time
}

// RetryAfter tells how long to wait after the nth attempt that failed, and false where there is no further one.
func RetryAfter(n int) (time.Duration, bool) {
	waits := []time.Duration{time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour}
	if n > len(waits) {
		return 0, false
	}
	return waits[max(n, 1)-1], true
}
