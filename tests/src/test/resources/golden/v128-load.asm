0000  49 8b 46 20                    mov rax, qword ptr [r14+0x20]
0004  c5 f8 10 44 38 10              vmovups xmm0, xmmword ptr [rax+rdi*1+0x10]
000a  c3                             ret
