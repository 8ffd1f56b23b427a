//go:build unix

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// certificate makes one for 127.0.0.1, and the pool of whoever believes it.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	cert, key, pool = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem"), x509.NewCertPool()
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	public, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(public)
	return cert, key, pool
}

// With a certificate of its own the server speaks TLS 1.2 or later and nothing else, tells browsers to stay with it, and sends its cookie
// over TLS alone.
func TestOwnCertificate(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", filepath.Join(t.TempDir(), "data"))
	cert, key, pool := certificate(t)
	base, out, _ := started(t, "--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(base, "https://") {
		t.Fatalf("it serves at %s", base)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(linkIn.FindString(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	cookie := r.Header.Get("Set-Cookie")
	if r.TLS.Version < tls.VersionTLS12 || r.Header.Get("Strict-Transport-Security") == "" || !strings.Contains(cookie, "; Secure") || !strings.Contains(cookie, "HttpOnly") {
		t.Errorf("TLS %x, %v", r.TLS.Version, r.Header)
	}
	old := &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	if c, err := tls.Dial("tcp", strings.TrimPrefix(base, "https://"), old); err == nil {
		c.Close()
		t.Error("TLS 1.1 is spoken")
	}
	if r, err := http.Get(strings.Replace(base, "https", "http", 1) + "/healthz"); err == nil {
		r.Body.Close()
		if r.StatusCode == http.StatusOK {
			t.Error("it answers without TLS")
		}
	}
	if code, _, errs := taizhang(t, "", "serve", "--addr", "127.0.0.1:0", "--tls-cert", key, "--tls-key", key); code != 1 || !strings.Contains(errs, "TAIZHANG_TLS_CERT") {
		t.Errorf("of a key in place of a certificate: exit %d, %s", code, errs)
	}
}

// Only a proxy that was named is believed when it says who asks.
func TestOnlyNamedProxiesAreBelieved(t *testing.T) {
	for proxy, want := range map[string]string{"": "127.0.0.1", "10.0.0.0/8": "127.0.0.1", "127.0.0.1": "203.0.113.7", "127.0.0.0/8": "203.0.113.7"} {
		t.Run(proxy, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "data")
			t.Setenv("TAIZHANG_DATA", folder)
			t.Setenv("TAIZHANG_PROXIES", proxy)
			base, _, stop := started(t)
			req, err := http.NewRequest("POST", base+"/sign-in", strings.NewReader(url.Values{"name": {"nobody"}, "password": {"wrong-password"}}.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("X-Forwarded-For", "198.51.100.9, 203.0.113.7") // the first is what the client says of itself
			r, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			r.Body.Close()
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			if got := addressOfFailure(t, folder); got != want {
				t.Errorf("the audit log says %q, want %q", got, want)
			}
		})
	}
	if code, _, errs := taizhang(t, "", "serve", "--addr", "127.0.0.1:0", "--proxies", "nginx"); code != 1 || !strings.Contains(errs, "no address or network") {
		t.Errorf("of a proxy that is no address: exit %d, %s", code, errs)
	}
}

func addressOfFailure(t *testing.T, folder string) string {
	t.Helper()
	db, err := store.Open(t.Context(), fileOf(folder), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, _, err := db.Audit(t.Context(), ledger.AuditFilter{Action: "sign-in-failed"})
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	return all[0].Address
}

// A ledger that a newer program wrote is refused by every command that would open it, in words, and stays as it is to the byte.
func TestDowngradeIsRefused(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	t.Setenv("TAIZHANG_DATA", folder)
	must(t, report, "import", "-", "--date", "2024-09-06", "--register")
	newer(t, fileOf(folder))
	before, err := os.ReadFile(fileOf(folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"doctor"}, {"export", "--format", "csv"}, {"backup", t.TempDir()}, {"token", "list"}, {"audit", "verify"}} {
		code, out, errs := taizhang(t, report, args...)
		if code != 1 || !strings.Contains(errs, "newer program") || !strings.Contains(errs, "Upgrade") {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
	after, err := os.ReadFile(fileOf(folder))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// newer writes into a ledger what a program of years ahead would have written.
func newer(t *testing.T, file string) {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(store.Driver, "sqlite3") {
		driver = "sqlite3"
	}
	db, err := sql.Open(driver, file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
}
