0000  f2 48 0f 2c c0                 cvttsd2si rax, xmm0
0005  4c 8b d8                       mov r11, rax
0008  49 c1 eb 20                    shr r11, 0x20
000c  75 01                          jne L1
L0:
000e  c3                             ret
L1:
000f  45 0f 57 ff                    xorps xmm15, xmm15
0013  66 41 0f 2e c7                 ucomisd xmm0, xmm15
0018  b8 00 00 00 00                 mov eax, 0x0
001d  76 ef                          jbe L0
001f  ff c8                          dec eax
0021  eb eb                          jmp L0
