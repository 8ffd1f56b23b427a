//go:build unix

package zhtest

import (
	"syscall"
	"time"
)

// Busy is the time that the processors have worked for this program, collecting its garbage included.
func Busy() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
