//go:build unix

package main

import "golang.org/x/sys/unix"

// freeSpace is how many bytes this program may still write in the folder's file system.
func freeSpace(folder string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
