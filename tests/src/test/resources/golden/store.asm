0000  49 8b 46 20                    mov rax, qword ptr [r14+0x20]
0004  66 89 74 38 02                 mov word ptr [rax+rdi*1+0x2], si
0009  c3                             ret
