#include "textflag.h"
#include "go_asm.h"

// One run at AT: Y0 gathers what differs from the text, or may not be in a string.
// That is a quote or a backslash, which alone stand for their low half in Y8; as
// signed bytes, control characters and those beyond ASCII are all below a space.
#define RUN(AT, run) \
	VMOVDQU   (AT), Y1              \
	VMOVDQU   run+run_fixed(SI), Y2 \
	VPSHUFB   Y1, Y8, Y3            \
	VPCMPEQB  Y1, Y3, Y3            \
	VPCMPGTB  Y1, Y9, Y4            \
	VPOR      Y4, Y3, Y3            \
	VPXOR     run+run_text(SI), Y1, Y1 \
	VPBLENDVB Y2, Y1, Y3, Y3        \
	VPOR      Y3, Y0, Y0

// AT is where a run is that begins so many bytes behind DI, at most DX.
#define PLACE(bytes, AT) \
	LEAQ    bytes(DI), AT \
	CMPQ    AT, DX        \
	CMOVQHI DX, AT

DATA escaped<>+0(SB)/8, $0xffffffffff22ffff
DATA escaped<>+8(SB)/8, $0xffffff5cffffffff
GLOBL escaped<>(SB), RODATA|NOPTR, $16
DATA spaces<>+0(SB)/8, $0x2020202020202020
GLOBL spaces<>(SB), RODATA|NOPTR, $8

// func fitAVX2(t *Table, b *byte, from int, ends *int32, lines int) int
TEXT ·fitAVX2(SB), NOSPLIT, $0-48
	MOVQ           t+0(FP), AX
	MOVQ           b+8(FP), BX
	MOVQ           from+16(FP), R13
	MOVQ           ends+24(FP), R11
	MOVQ           lines+32(FP), R12
	ADDQ           BX, R13 // where the line begins
	LEAQ           (R11)(R12*4), R12
	VBROADCASTI128 escaped<>(SB), Y8
	VPBROADCASTQ   spaces<>(SB), Y9

line:
	MOVLQSX (R11), DX
	LEAQ    1(BX)(DX*1), R14 // where it ends
	MOVQ    R14, DX
	SUBQ    R13, DX
	MOVQ    DX, R8
	ANDQ    $511, R8
	MOVQ    (AX)(R8*8), R8
	TESTQ   R8, R8
	JZ      done
	CMPQ    Form_size(R8), DX
	JNE     done
	MOVQ    Form_runs(R8), SI
	MOVQ    Form_runs+8(R8), CX
	MOVQ    R13, DI
	LEAQ    -32(R14), DX
	VPXOR   Y0, Y0, Y0

next:
	PLACE(32, R8)
	PLACE(64, R9)
	PLACE(96, R10)
	RUN(DI, 0)
	RUN(R8, 64)
	RUN(R9, 128)
	RUN(R10, 192)
	PLACE(128, DI)
	ADDQ $256, SI
	SUBQ $4, CX
	JG   next

	VPTEST Y0, Y0
	JNZ    done
	MOVQ   R14, R13
	ADDQ   $4, R11
	CMPQ   R11, R12
	JNE    line

done:
	SUBQ ends+24(FP), R11
	SHRQ $2, R11
	MOVQ R11, ret+40(FP)
	VZEROUPPER
	RET
