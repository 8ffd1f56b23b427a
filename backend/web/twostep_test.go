package web

import (
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/boombuler/barcode/qr"
)

// The test vectors of RFC 6238, appendix B, in the last six of their eight digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		for _, off := range []int64{-30, 0, 30} {
			if step, ok := stepOf(code, secret, time.Unix(at+off, 0)); !ok || step != at/30 {
				t.Errorf("%s, %d s off: step %d, %v", code, off, step, ok)
			}
		}
		for _, off := range []int64{-90, 90} {
			if _, ok := stepOf(code, secret, time.Unix(at+off, 0)); ok {
				t.Errorf("%s holds %d s off", code, off)
			}
		}
	}
	if _, ok := stepOf("", secret, time.Unix(59, 0)); ok {
		t.Error("no code holds")
	}
}

// The drawing is the code that the library makes, square by square.
func TestTheDrawingIsTheCode(t *testing.T) {
	d, err := newDevice("王芳", "GEZDGNBVGY3TQOJQ")
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode("otpauth://totp/%E7%9D%A3%E6%9F%A5%E5%8F%B0%E8%B4%A6:%E7%8E%8B%E8%8A%B3?issuer=%E7%9D%A3%E6%9F%A5%E5%8F%B0%E8%B4%A6&secret=GEZDGNBVGY3TQOJQ", qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	dark := 0
	for y := range d.Size {
		for x := range d.Size {
			if code.At(x, y) == color.Black {
				dark++
			}
		}
	}
	if d.Size != code.Bounds().Dx() || strings.Count(d.Path, "M") != dark || dark < 100 {
		t.Errorf("%d by %d, %d squares of %d", d.Size, d.Size, strings.Count(d.Path, "M"), dark)
	}
}
