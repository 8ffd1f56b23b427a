package main

import "golang.org/x/sys/windows"

// freeSpace is how many bytes this program may still write on the folder's disk.
func freeSpace(folder string) (free uint64, err error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	return free, windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
}
