//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writer moves one entry to and fro over the API.
type writer struct {
	base, token, number string
	client              http.Client
	moves, version      int
	said                string // what the last move was answered
}

// move makes one more move; a failed one is to be made again.
func (w *writer) move() (status int) {
	body, _ := json.Marshal(map[string]any{"move": []string{"resolve", "undo"}[w.moves%2], "note": strings.Repeat("现场核查记录", 200), "evidence": "现场核查记录"})
	req, err := http.NewRequest("POST", w.base+"/api/v1/entries/"+w.number+"/moves", bytes.NewReader(body))
	if err != nil {
		return 0
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("If-Match", "*")
	r, err := w.client.Do(req)
	if err != nil {
		return 0
	}
	defer r.Body.Close()
	var a answer
	said, err := io.ReadAll(r.Body)
	w.said = string(said)
	if err == nil && r.StatusCode == http.StatusOK && json.Unmarshal(said, &a) == nil {
		w.moves, w.version = w.moves+1, a.Version
	}
	return r.StatusCode
}

// read reads the entry.
func (w *writer) read() (status int) {
	req, err := http.NewRequest("GET", w.base+"/api/v1/entries/"+w.number, nil)
	if err != nil {
		return 0
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	r, err := w.client.Do(req)
	if err != nil {
		return 0
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	if err != nil {
		return 0
	}
	return r.StatusCode
}

// smallDisk is a disk of its own that is soon full.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	folder := t.TempDir()
	if said, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm", megabytes), "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no disk can be made here: %v %s", err, said)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", folder).Run() })
	return folder
}

// On a full disk writes fail, reading goes on, nothing acknowledged is lost, and when there is room again so is writing.
func TestDiskFull(t *testing.T) {
	disk := smallDisk(t, 24)
	folder := filepath.Join(disk, "data")
	t.Setenv("TAIZHANG_DATA", folder)
	t.Setenv("TAIZHANG_RATE", "0")
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	w := &writer{token: strings.TrimSpace(must(t, "", "token", "create", "--name", "writer")), number: "2024-09-问-001"}
	base, _, stop := started(t)
	w.base = base
	if got := w.move(); got != http.StatusOK {
		t.Fatalf("the first move: %d", got)
	}
	filler := filepath.Join(disk, "filler")
	_ = os.WriteFile(filler, make([]byte, 64<<20), 0o600) // as much as there is room for
	full := 0
	for n := 0; n < 2000 && full < 20; n++ {
		if w.move() != http.StatusOK {
			full++
			if !strings.Contains(w.said, "磁盘已满") {
				t.Errorf("on a full disk a move is answered %s", w.said)
			}
		}
	}
	if full < 20 {
		t.Fatal("the disk never was full: the test proves nothing")
	}
	healthy(t, base)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if got := w.move(); got != http.StatusOK {
			t.Fatalf("there is room again, and a move is answered %d", got)
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	whole(t, folder, map[string]int{w.number: w.version})
	t.Logf("%d moves acknowledged, %d refused while the disk was full, none lost", w.moves, full)
}

// A data folder that became read-only is refused at the start, in words, and left as it is.
func TestReadOnlyFolder(t *testing.T) {
	disk := smallDisk(t, 24)
	t.Setenv("TAIZHANG_DATA", filepath.Join(disk, "data"))
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	if said, err := exec.Command("mount", "-o", "remount,ro", disk).CombinedOutput(); err != nil {
		t.Skipf("the disk cannot be made read-only: %v %s", err, said)
	}
	before := contentOf(t, disk)
	code, _, errs := taizhang(t, "", "serve", "--addr", "127.0.0.1:0")
	if code != 1 || !strings.Contains(errs, "cannot be written") || !strings.Contains(errs, "permissions") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if after := contentOf(t, disk); after != before {
		t.Errorf("the folder was %s and is %s", before, after)
	}
}

// A disk that becomes read-only in the middle of writing, as Linux makes one that has errors: writes fail and say why, reading goes on,
// and on the mended disk everything is there that was acknowledged.
func TestReadOnlyWhileServing(t *testing.T) {
	disk := failingDisk(t)
	folder := filepath.Join(disk.folder, "data")
	t.Setenv("TAIZHANG_DATA", folder)
	t.Setenv("TAIZHANG_RATE", "0")
	must(t, blamed, "import", "-", "--date", "2024-09-06", "--register")
	w := &writer{token: strings.TrimSpace(must(t, "", "token", "create", "--name", "writer")), number: "2024-09-问-001"}
	base, _, stop := started(t)
	w.base = base
	for range 50 {
		if got := w.move(); got != http.StatusOK {
			t.Fatalf("a move: %d", got)
		}
	}
	disk.fail(t)
	for range 5 {
		if got := w.move(); got != http.StatusInternalServerError || !strings.Contains(w.said, "只读") {
			t.Errorf("a move on a disk that is read-only: %d %s", got, w.said)
		}
	}
	healthy(t, base)
	if got := w.read(); got != http.StatusOK {
		t.Errorf("reading on a disk that is read-only: %d", got)
	}
	_ = stop() // it may say that the journal cannot be tidied up
	disk.mend(t)
	whole(t, folder, map[string]int{w.number: w.version})
	t.Logf("%d moves acknowledged before the disk became read-only, none lost", w.moves)
}

// device is a disk of its own, with a file system that can be told to find an error on it.
type device struct{ folder, image string }

func failingDisk(t *testing.T) *device {
	t.Helper()
	d := &device{t.TempDir(), filepath.Join(t.TempDir(), "image")}
	for _, line := range [][]string{{"truncate", "-s", "64M", d.image}, {"mkfs.ext4", "-q", d.image}, {"mount", "-o", "loop,errors=remount-ro", d.image, d.folder}} {
		if said, err := exec.Command(line[0], line[1:]...).CombinedOutput(); err != nil {
			t.Skipf("no disk can be made here: %s: %v %s", line[0], err, said)
		}
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", d.folder).Run() })
	return d
}

// fail has the kernel find an error, upon which it writes no more.
func (d *device) fail(t *testing.T) {
	t.Helper()
	name, err := exec.Command("findmnt", "-no", "SOURCE", d.folder).Output()
	if err != nil {
		t.Skipf("the disk is not found: %v", err)
	}
	if err := os.WriteFile("/sys/fs/ext4/"+filepath.Base(strings.TrimSpace(string(name)))+"/trigger_fs_error", []byte("1"), 0); err != nil {
		t.Skipf("the disk cannot be made to fail: %v", err)
	}
}

// mend does what an operator does: check the file system and mount it again.
func (d *device) mend(t *testing.T) {
	t.Helper()
	for _, line := range [][]string{{"umount", d.folder}, {"fsck.ext4", "-fy", d.image}, {"mount", "-o", "loop", d.image, d.folder}} {
		said, err := exec.Command(line[0], line[1:]...).CombinedOutput()
		if err != nil && line[0] != "fsck.ext4" { // which tells by its code that it found something
			t.Fatalf("%s: %v %s", line[0], err, said)
		}
	}
}

func contentOf(t *testing.T, folder string) (all string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, e := d.Info()
			if e != nil {
				return e
			}
			all += fmt.Sprintln(path, info.Size(), info.ModTime().Format(time.RFC3339Nano))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
