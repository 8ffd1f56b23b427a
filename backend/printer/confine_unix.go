//go:build unix && !linux

package printer

import (
	"os/exec"
	"syscall"
)

// confine gives the program a group of its own, so that all it starts can be killed with it. It cannot be kept from the network here.
func confine(cmd *exec.Cmd, apart bool) bool {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return !apart
}
