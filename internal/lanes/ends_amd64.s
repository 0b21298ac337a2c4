#include "textflag.h"

DATA newlines<>+0(SB)/8, $0x0a0a0a0a0a0a0a0a
GLOBL newlines<>(SB), RODATA|NOPTR, $8

// func endsAVX2(b *byte, chunks int, ends *int32, room int) (n, at int)
TEXT ·endsAVX2(SB), NOSPLIT, $0-48
	MOVQ         b+0(FP), SI
	MOVQ         chunks+8(FP), DX
	MOVQ         ends+16(FP), DI
	MOVQ         room+24(FP), R11
	VPBROADCASTQ newlines<>(SB), Y8
	SHLQ         $6, DX
	SUBQ         $64, R11
	XORQ         R9, R9  // position in b
	XORQ         R10, R10 // ends noted

next:
	CMPQ      R9, DX
	JGE       done
	CMPQ      R10, R11
	JGT       done
	VPCMPEQB  (SI)(R9*1), Y8, Y0
	VPCMPEQB  32(SI)(R9*1), Y8, Y1
	VPMOVMSKB Y0, AX
	VPMOVMSKB Y1, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	POPCNTQ   AX, CX
	TZCNTQ    AX, BX
	ADDQ      R9, BX
	MOVL      BX, (DI)(R10*4) // without any, this is overwritten later
	CMPQ      CX, $1
	JGT       more

counted:
	ADDQ CX, R10
	ADDQ $64, R9
	JMP  next

more: // short lines
	MOVQ R10, R12

each:
	TZCNTQ AX, BX
	ADDQ   R9, BX
	MOVL   BX, (DI)(R12*4)
	INCQ   R12
	BLSRQ  AX, AX
	JNZ    each
	JMP    counted

done:
	MOVQ R10, n+32(FP)
	MOVQ R9, at+40(FP)
	VZEROUPPER
	RET
